import JSONSource
import MockCore

/// What the control API sees of a mock, and does to it; each is one step, between two exchanges.
extension Mock {
  /// The names that a change of the world, a fault or a query may use.
  var names: (world: WorldVocabulary, match: MatchVocabulary, collections: Set<String>) {
    let world = WorldVocabulary(directory, catalog: catalog)
    let match = MatchVocabulary(
      operations: catalog.names, companies: world.companies.map { (name: $0.name, id: $0.id) }, logins: world.logins)
    return (world, match, catalog.collections)
  }

  /// What the clock shows, and how far it was moved.
  var clockShown: (now: Instant, advanced: Duration) { (clock.now, clock.advanced) }

  /// Moves the clock as far as is asked.
  ///
  /// - Throws: ``ControlProblem`` where there is no such moment, or it is past.
  func move(_ advance: Advance) throws -> (now: Instant, advanced: Duration) {
    let now = clock.now
    let span: Duration
    switch advance {
    case .by(let by): span = by
    case .to(let instant): span = instant - now
    case .untilAccessTokenExpired:
      span = try after(try newestAccessTokenExpiry(), "no access token was issued")
    case .untilCodeExpired: span = try after(try newestCodeExpiry(), "no code was issued")
    case .untilRateLimitReset: span = rateLimitReset - now
    }
    guard span >= .zero else {
      throw Self.notMoved("that moment is past: the clock shows \(now.rfc3339)", "a reset takes the clock back")
    }
    guard now + span < Self.endOfTime else { throw Self.notMoved("the clock ends with the year 9999", nil) }
    clock.advance(by: span)
    return clockShown
  }

  private func after(_ expiry: Instant?, _ reason: String) throws -> Duration {
    guard let expiry else { throw Self.notMoved(reason, "let somebody log in first") }
    return expiry - clock.now + .seconds(1)
  }

  private static func notMoved(_ detail: String, _ hint: String?) -> ControlProblem {
    ControlProblem(409, "clock-not-moved", "The clock cannot be moved so", detail: detail, hint: hint)
  }

  /// 9999-12-31T00:00:00Z: years of five digits are no RFC 3339.
  private static let endOfTime = Instant(seconds: 253_402_214_400)

  // MARK: - Tokens

  /// All tokens that were issued.
  func tokens() throws -> [JSONValue] {
    let tokens = try store.transaction { try $0.issuedTokens() }
    return tokens.map { $0.json(at: clock.now, in: directory) }
  }

  /// One token; nil where none of that name was issued.
  func token(_ name: IssuedToken.Name) throws -> JSONValue? {
    try store.transaction { try $0.issuedToken(name) }.map { $0.json(at: clock.now, in: directory) }
  }

  /// Ends the life of an access token.
  func expireAccessToken(_ ordinal: Int) throws {
    try store.transaction { try $0.expireAccessToken(ordinal, at: clock.now) }
  }

  /// Revokes a token.
  func revoke(_ name: IssuedToken.Name) throws {
    try store.transaction { try $0.revoke(name, at: clock.now) }
  }

  // MARK: - The world

  /// Makes a change; returns how many people, projects, tokens or records are different now.
  func make(_ change: NamedChange) throws -> Int {
    var touched = 0
    for change in change.changes(in: directory) {
      let former = directory
      let count = try apply(change)
      touched += directory == former ? change.isOfDirectory ? 0 : count : 1
    }
    return touched
  }

  // MARK: - Faults

  /// Arms a fault that was sent; false where one of that name is there already, or there are too many.
  func arm(_ fault: Fault, order: JSONValue) -> Bool {
    guard faults.all.count < ControlLimits.faults, !faults.all.contains(where: { $0.fault.name == fault.name }) else {
      return false
    }
    faults.arm(fault, action: nil)
    faultOrders[fault.name] = order
    return true
  }

  /// All faults, in the order of arming.
  var armedFaults: [ArmedFault] {
    faults.all.map { fault, passed, fired in
      ArmedFault(
        order: faultOrders[fault.name], fault: fault, passed: passed, fired: fired,
        open: openAnswers.count(of: fault.name))
    }
  }

  // MARK: - The record

  /// The exchanges behind a position, at most so many; a position of an earlier life is the beginning of this one.
  func recorded(after position: RecordPosition, limit: Int) throws -> (generation: Int, exchanges: [Exchange]) {
    let number = position.generation == generation ? position.number : 0
    return (generation, try store.exchanges(after: number, limit: limit))
  }

  /// The exchange with that number; nil where there is none.
  func exchange(_ number: Int) throws -> Exchange? { try store.exchanges(after: number - 1, limit: 1).first }

  /// Lets nobody follow the record any more, so that nothing waits for a mock that stops.
  func endFollowing() { observers.stop() }
}

extension WorldChange {
  /// Whether it is one of people, projects and installations.
  fileprivate var isOfDirectory: Bool {
    switch self {
    case .revoke, .expireAccess, .hide, .rotateSecret, .setProfile: false
    default: true
    }
  }
}
