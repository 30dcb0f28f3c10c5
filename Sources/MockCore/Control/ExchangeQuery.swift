import JSONSource

/// Which exchanges of a record are asked for.
public struct ExchangeQuery: Sendable {
  /// Only exchanges with a greater number.
  public var after: Int
  /// At most so many; nil where nothing was said.
  public var limit: Int?
  /// Only exchanges that are meant by this.
  public var match: Match

  /// Whether an exchange is meant.
  public func includes(_ exchange: Exchange) -> Bool { match.matches(exchange, steps: .none) }
}

extension Reader where Value == ExchangeQuery {
  /// The words of a match, without those that speak of steps and actions, beside `after` and `limit`.
  public static func exchangeQuery(knowing names: MatchVocabulary) -> Reader<ExchangeQuery> {
    .wholeObject("a query for exchanges") { fields in
      var match = Match()
      match.readCall(fields, names)
      match.status = fields.optional("status", .valueTest)
      match.because = fields.optional("because", .valueTest("ground", among: Grounds.allCases.map(\.rawValue)))
      let after = fields.optional("after", .count(in: 0...Int(Int32.max)), default: 0)
      let limit = fields.optional("limit", .count(in: 1...ControlLimits.exchanges))
      return ExchangeQuery(after: after, limit: limit, match: match)
    }
  }
}

/// Where somebody stands who follows a record: how often it had begun anew, and the last exchange that was told.
public struct RecordPosition: Hashable, Sendable {
  /// 1 for the record with which the sandbox began; one more for each reset.
  public var generation: Int
  /// The number of the exchange told last; 0 before the first.
  public var number: Int

  /// States a position.
  public init(generation: Int, number: Int) {
    self.generation = generation
    self.number = number
  }

  /// The position that the id of an event says; nil for a text that is none.
  public init?(id: String) {
    let parts = id.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let generation = Int(parts[0]), let number = Int(parts[1]), generation > 0, number >= 0
    else { return nil }
    self.init(generation: generation, number: number)
  }

  /// The id of an event, `1.17`.
  public var id: String { "\(generation).\(number)" }
}
