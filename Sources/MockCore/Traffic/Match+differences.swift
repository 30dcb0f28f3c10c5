import HTTPTypes
import JSONSource

extension Match {
  /// The parts of the match that an exchange does not meet; none when it is meant.
  public func differences(from exchange: Exchange, steps: StepBounds) -> [MatchDifference] {
    requestDifferences(from: exchange) + answerDifferences(from: exchange) + sessionDifferences(from: exchange, steps)
      + timeDifferences(from: exchange, steps)
  }

  /// Whether an exchange was made when the match says; what else it asks for is not looked at.
  public func isInTime(_ exchange: Exchange, steps: StepBounds) -> Bool {
    timeDifferences(from: exchange, steps).isEmpty
  }

  /// How many parts it has: an exchange with as many differences has nothing of what is meant.
  public var partCount: Int {
    let tests = [endpoint, method, status, because, user, company, token, session, host].count { $0 != nil }
    let times = [after, before, action].count { $0 != nil }
    return tests + times + (path == nil ? 0 : 1) + query.count + header.count + (body?.leafCount ?? 0)
  }

  /// The differences that are known before a call is answered.
  func requestDifferences(from exchange: Exchange) -> [MatchDifference] {
    var differences: [MatchDifference] = []
    if let endpoint, !endpoint.holds(texts: exchange.endpoints) {
      differences.append(.init(key: "endpoint", expected: endpoint.description, found: exchange.operation))
    }
    Self.compare("method", method, exchange.method, &differences)
    if let path, !path.holds(exchange.path) {
      differences.append(.init(key: "path", expected: path.description, found: exchange.path))
    }
    for part in query {
      let values = exchange.query.filter { $0.name == part.name }.map(\.value)
      guard !part.test.holds(texts: values) else { continue }
      let found = values.isEmpty ? nil : values.joined(separator: ", ")
      differences.append(.init(key: "query \(part.name)", expected: part.test.description, found: found))
    }
    for part in header {
      Self.compare("header \(part.name)", part.test, exchange.requestHeaders.value(of: part.name), &differences)
    }
    differences += body?.differences(from: exchange.requestBody) ?? []
    Self.compare("user", user, exchange.user, &differences)
    Self.compare("company", company, exchange.company.map(JSONValue.integer), &differences)
    Self.compare("token", token, exchange.presented, &differences)
    Self.compare("host", host, exchange.host.rawValue, &differences)
    return differences
  }

  private func answerDifferences(from exchange: Exchange) -> [MatchDifference] {
    var differences: [MatchDifference] = []
    Self.compare("status", status, .integer(Int64(exchange.status)), &differences)
    Self.compare("because", because, exchange.grounds.rawValue, &differences)
    return differences
  }

  private func sessionDifferences(from exchange: Exchange, _ steps: StepBounds) -> [MatchDifference] {
    var differences: [MatchDifference] = []
    Self.compare("session", session, exchange.grant.flatMap { steps.sessions[$0] }, &differences)
    return differences
  }

  private func timeDifferences(from exchange: Exchange, _ steps: StepBounds) -> [MatchDifference] {
    var differences: [MatchDifference] = []
    let found = "exchange \(exchange.number)"
    if let after, !(steps.exchangesAfter[after].map { exchange.number > $0 } ?? false) {
      differences.append(.init(key: "time", expected: "after step \"\(after)\"", found: found))
    }
    if let before, !(steps.exchangesBefore[before].map { exchange.number <= $0 } ?? false) {
      differences.append(.init(key: "time", expected: "before step \"\(before)\"", found: found))
    }
    if let action, !(steps.actions[action] ?? []).contains(where: { $0.contains(exchange.number) }) {
      differences.append(.init(key: "time", expected: "while \"\(action)\" ran", found: found))
    }
    return differences
  }

  private static func compare(
    _ key: String, _ test: ValueTest?, _ found: String?, _ differences: inout [MatchDifference]
  ) {
    compare(key, test, found.map(JSONValue.string), &differences)
  }

  private static func compare(
    _ key: String, _ test: ValueTest?, _ found: JSONValue?, _ differences: inout [MatchDifference]
  ) {
    guard let test, !test.holds(found) else { return }
    differences.append(.init(key: key, expected: test.description, found: found?.encoded()))
  }
}

extension PathTest: CustomStringConvertible {
  /// The test in words that fit behind "must be".
  public var description: String {
    switch self {
    case .pattern(let pattern): pattern
    case .value(let test): test.description
    }
  }
}

extension HTTPFields {
  /// The value of a field by its name as a file writes it; nil where it is absent or the name is no field name.
  public func value(of name: String) -> String? {
    HTTPField.Name(name).flatMap { self[$0] }
  }
}

extension Match: CustomStringConvertible {
  /// The match in words that fit behind "an exchange with", `endpoint "oauth.refresh", status 200`.
  public var description: String {
    var parts: [String] = []
    func add(_ key: String, _ test: (some CustomStringConvertible)?) {
      if let test { parts.append("\(key) \(test)") }
    }
    add("endpoint", endpoint)
    add("method", method)
    add("path", path)
    for part in query { add("query \(part.name)", part.test) }
    for part in header { add("header \(part.name)", part.test) }
    for test in body?.text ?? [] { add("body", test) }
    for part in body?.members ?? [] { add("body \(part.key)", part.test) }
    add("status", status)
    add("because", because)
    add("user", user)
    add("company", company)
    add("token", token)
    add("session", session)
    add("host", host)
    add("after step", after.map { "\"\($0)\"" })
    add("before step", before.map { "\"\($0)\"" })
    add("while action", action.map { "\"\($0)\"" })
    return parts.isEmpty ? "anything" : parts.joined(separator: ", ")
  }
}
