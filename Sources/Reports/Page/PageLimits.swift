import ScenarioCore

/// How much of a run a page shows, so that it opens at once whatever a connector did; what is cut says so.
struct PageLimits: Hashable {
  /// Exchanges of one scenario, beside those on which findings rest.
  var exchanges: Int
  /// Scalars of one body in a scenario that calls for nobody.
  var body: Int
  /// Scalars of one body in a scenario that has findings.
  var bodyBesideFindings: Int { min(6000, 8 * body) }
  /// Findings of one scenario.
  var findings = 60

  /// How large a page may be, in bytes; only what is shown in any case goes beyond.
  static let page = 2_900_000

  /// The exchanges that no scenario shows fewer than.
  private static let fewest = 24

  /// Limits from wide to narrow: a page takes the first with which it is not too large.
  static func all(of histories: [History]) -> [PageLimits] {
    let rooms = [(3000, 900_000), (3000, 400_000), (3000, 150_000), (1500, 80_000), (500, 30_000)]
    return rooms.map { PageLimits(of: histories, exchanges: $0, bodies: $1) }
  }

  /// Shares room among what is to be shown: for so many exchanges, and so many scalars of their bodies.
  private init(of histories: [History], exchanges room: Int, bodies: Int) {
    let counts = histories.map(\.exchanges.count).sorted()
    let most = Self.share(of: room, among: counts, atLeast: Self.fewest)
    exchanges = most
    let sizes = histories.flatMap { history -> [Int] in
      let answers = history.exchanges.prefix(most).compactMap(\.answerBody)
      let short = answers.filter { $0.utf8.count <= MessageText.shortBody }
      let long = Set(answers.filter { $0.utf8.count > MessageText.shortBody })
      return (short + long).map(\.utf8.count)
        + history.exchanges.prefix(most).compactMap { $0.requestBody?.utf8.count }
        + history.steps.flatMap { $0.answers.prefix(3).map(\.text.utf8.count) }
    }
    body = min(6000, Self.share(of: bodies, among: sizes.sorted(), atLeast: 100))
  }

  /// The largest limit with which all together stay within the room, but no less than `least`.
  private static func share(of room: Int, among sorted: [Int], atLeast least: Int) -> Int {
    var rest = room
    for (index, size) in sorted.enumerated() {
      let share = rest / (sorted.count - index)
      // Those that are left are all larger than their share, and get no more.
      if size > share { return max(least, share) }
      rest -= size
    }
    return .max
  }
}
