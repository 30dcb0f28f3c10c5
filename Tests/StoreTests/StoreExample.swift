import JSONSource
import MockStore

@testable import MockCore

/// What the tests of the store put into it.
enum StoreExample {
  static let now = Instant(seconds: 1_800_000_000)
  static let later = now + .seconds(60)

  static let code = AuthorizationCode(
    code: "c0de1", ordinal: 1, client: "app", user: 101, redirectUri: "http://localhost:4100/callback",
    expiresAt: now + .seconds(600), challenge: "abc", challengeMethod: "S256")

  static func access(_ ordinal: Int, grant: Int = 1, user: Int64 = 101) -> AccessToken {
    AccessToken(
      id: "a\(ordinal)", ordinal: ordinal, grant: grant, client: "app", user: user, issuedAt: now,
      expiresAt: now + .seconds(5400))
  }

  static func refresh(_ ordinal: Int, grant: Int = 1, user: Int64 = 101) -> RefreshToken {
    RefreshToken(token: "r\(ordinal)", ordinal: ordinal, grant: grant, client: "app", user: user)
  }

  /// A store in which two people have a grant each, with a pair of tokens.
  static func storeWithTokens() throws -> MockStore {
    let store = try MockStore()
    try store.transaction { transaction in
      try transaction.apply([
        .insertCode(code), .insertAccessToken(access(1)), .insertRefreshToken(refresh(1)),
        .insertAccessToken(access(2, grant: 2, user: 102)), .insertRefreshToken(refresh(2, grant: 2, user: 102)),
      ])
    }
    return store
  }

  static func record(
    _ id: Int64, project: Int64? = 7, company: Int64 = 4001, isPrivate: Bool = false, people: Set<Int64> = [],
    status: String = "open", more: String = ""
  ) -> MockCore.Record {
    MockCore.Record(
      collection: "rfis", id: id, company: company, project: project, isPrivate: isPrivate, people: people,
      createdBy: 101, json: #"{"id":\#(id),"status":"\#(status)"\#(more)}"#)
  }

  static func store(of records: [MockCore.Record]) throws -> MockStore {
    let store = try MockStore()
    try store.transaction { try $0.apply(records.map { .insertRecord($0) }) }
    return store
  }

  static func exchange(_ path: String = "/rest/v1.0/me", answer: String = "[]") -> UnwrittenExchange {
    let request = Request(
      host: .api, method: "GET", path: path, query: [Parameter("a", "b")], headers: [.accept: "application/json"])
    var exchange = UnwrittenExchange(
      request, RequestParameters(request), operation: "me", route: nil, at: now)
    var about = Particulars()
    about.issued = ["access#1"]
    about.needed = NeededRight(user: 1, company: 2, project: nil, tool: Tool(rawValue: "RFIs"), level: .readOnly)
    about.records = [9_223_372_036_854_775_807]
    exchange.decision = Decision(Answer(status: 200, body: .json(answer)), because: .granted, about: about)
    exchange.fault = FaultPerformed(name: "x", committed: true, delivered: false)
    return exchange
  }
}
