/// How a process ended.
enum ProcessEnd: Hashable, Sendable {
  case exited(Int)
  case signalled(Int)

  /// The end for people.
  var words: String {
    switch self {
    case .exited(let status): "exit status \(status)"
    case .signalled(let number): "signal \(number)"
    }
  }

  /// The exit status, and for a signal 128 and its number, as shells have it.
  var exit: Int {
    switch self {
    case .exited(let status): status
    case .signalled(let number): 128 + number
    }
  }
}
