/// The way from the root of a file to a value. It becomes a pointer only when somebody asks, since most values are
/// fine.
indirect enum PlacePath: Sendable {
  case pointer(String)
  case key(of: PlacePath, String)
  case index(of: PlacePath, Int)

  static let root = PlacePath.pointer("")

  /// The JSON pointer (RFC 6901).
  var pointer: String {
    var steps: [String] = []
    var path = self
    while true {
      switch path {
      case .pointer(let start):
        return steps.reversed().reduce(into: start) { $0 += "/" + $1 }
      case .key(let parent, let key):
        steps.append(JSONPointer.escaped(key))
        path = parent
      case .index(let parent, let index):
        steps.append(String(index))
        path = parent
      }
    }
  }
}
