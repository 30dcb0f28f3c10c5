/// One thing that was measured, with what it is compared to.
struct Figure: Sendable {
  /// What was measured, `GET of one record`.
  var name: String
  /// What came out.
  var value: Double
  /// What it is measured in, `per second` or `ms`.
  var unit: String
  /// What the reference gave in the same run, in the same unit; nil where there is none.
  var reference: Double?
  /// What it has to be.
  var target: Target

  /// What a figure has to be.
  enum Target: Sendable {
    case atLeast(Double)
    case atMost(Double)
    /// At least this share of the reference.
    case share(Double)
    /// At most this many times the reference.
    case times(Double)
  }

  /// The value as a multiple of the reference.
  var ratio: Double? { reference.map { $0 > 0 ? value / $0 : 0 } }

  /// Whether it is what it has to be; never where the reference is missing that it needs.
  var isMet: Bool {
    switch target {
    case .atLeast(let bound): value >= bound
    case .atMost(let bound): value <= bound
    case .share(let share): ratio.map { $0 >= share } ?? false
    case .times(let times): ratio.map { $0 <= times } ?? false
    }
  }
}

extension Figure: CustomStringConvertible {
  /// One line: what, how much, beside what, and whether that is enough.
  var description: String {
    let beside = ratio.map { "\(Self.text($0)) × reference (\(Self.text(reference ?? 0)))" } ?? ""
    let columns = [
      isMet ? "met   " : "missed", Self.padded(name, 52), Self.padded("\(Self.text(value)) \(unit)", 22),
      Self.padded(beside, 34), "target: \(target.words)",
    ]
    return columns.joined(separator: " ")
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func text(_ number: Double) -> String {
    guard number.isFinite else { return "?" }
    if number >= 100 { return String(Int(number.rounded())) }
    return "\((number * 100).rounded() / 100)"
  }
}

extension Figure.Target {
  var words: String {
    switch self {
    case .atLeast(let bound): "at least \(Figure.text(bound))"
    case .atMost(let bound): "at most \(Figure.text(bound))"
    case .share(let share): "at least \(Figure.text(share)) × reference"
    case .times(let times): "at most \(Figure.text(times)) × reference"
    }
  }
}
