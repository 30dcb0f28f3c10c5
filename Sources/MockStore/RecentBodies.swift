/// The long bodies that were answered last: a list that is read again and again is kept once.
struct RecentBodies {
  private var recent: [(text: String, number: Int64)] = []
  private var last: Int64 = 0

  private static let capacity = 8
  private static let shortest = 1024

  /// Whether bodies of this length are worth it.
  static func areLong(_ text: String) -> Bool { text.utf8.count >= shortest }

  /// The number under which a body is kept, and whether it is there for the first time.
  mutating func number(of text: String) -> (number: Int64, isNew: Bool) {
    if let known = recent.first(where: { $0.text == text }) { return (known.number, false) }
    last += 1
    if recent.count >= Self.capacity { recent.removeFirst() }
    recent.append((text, last))
    return (last, true)
  }
}
