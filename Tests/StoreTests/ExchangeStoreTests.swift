import MockStore
import Testing

@testable import MockCore

/// The record of exchanges: complete, in order, and as they were.
struct ExchangeStoreTests {
  private typealias Example = StoreExample

  @Test func `an exchange comes back as it was, with its number`() throws {
    let store = try MockStore()
    try store.append(Example.exchange())
    var expected = Example.exchange()
    expected.number = 1
    #expect(try store.exchanges(after: 0) == [expected.written(KnownSecrets { $0 })])
    #expect(store.lastExchange == 1)
  }

  @Test func `a store that saw nothing has nothing to tell`() throws {
    let store = try MockStore()
    #expect(try store.exchanges(after: 0).isEmpty)
    #expect(store.lastExchange == 0)
  }

  @Test(arguments: [255, 256, 257, 1000])
  func `however many there are, all are there, once and in order`(count: Int) throws {
    let store = try MockStore()
    for number in 1...count { try store.append(Example.exchange("/\(number)")) }
    let exchanges = try store.exchanges(after: 0)
    #expect(exchanges.map(\.number) == Array(1...count))
    #expect(exchanges.map(\.path) == (1...count).map { "/\($0)" })
  }

  @Test func `batches are written between transactions, and none is lost`() throws {
    let store = try MockStore()
    for number in 1...600 {
      try store.transaction { try $0.apply([.insertSession(BrowserSession(id: "\(number)", user: 1, formToken: "f"))]) }
      try store.append(Example.exchange())
    }
    #expect(try store.exchanges(after: 0).count == 600)
  }

  @Test func `only what came after a number is told, before and after it was written`() throws {
    let store = try MockStore()
    for _ in 1...300 { try store.append(Example.exchange()) }
    #expect(try store.exchanges(after: 298).map(\.number) == [299, 300])
    #expect(try store.exchanges(after: 300).isEmpty)
    try store.append(Example.exchange())
    #expect(try store.exchanges(after: 300).map(\.number) == [301])
    #expect(try store.exchanges(after: 0).count == 301)
  }

  @Test(arguments: [10, 5000])
  func `a body that is answered again and again is there each time, and so is one that differs`(length: Int) throws {
    let store = try MockStore()
    let first = #"["\#(String(repeating: "a", count: length))"]"#
    let second = #"["\#(String(repeating: "b", count: length))"]"#
    let answers = [first, first, second, first, second, second]
    for answer in answers { try store.append(Example.exchange(answer: answer)) }
    #expect(try store.exchanges(after: 0).map(\.answerBody) == answers)
  }

  @Test func `an answer that never reached its client is marked, and keeps its body`() throws {
    let store = try MockStore()
    let long = #"["\#(String(repeating: "a", count: 5000))"]"#
    for _ in 1...3 {
      var exchange = Example.exchange(answer: long)
      exchange.fault?.delivered = true
      try store.append(exchange)
    }
    try store.markUndelivered(2)
    let exchanges = try store.exchanges(after: 0)
    #expect(exchanges.map(\.fault?.delivered) == [true, false, true])
    #expect(exchanges.map(\.answerBody) == [long, long, long])
  }

  @Test(arguments: [10, 5000])
  func `an exchange that repeats another is told whole, with what is its own`(length: Int) throws {
    let store = try MockStore()
    let answer = #"["\#(String(repeating: "a", count: length))"]"#
    try store.append(Example.exchange("/other"))
    var first = Example.exchange(answer: answer)
    first.own = OwnHeaders(
      requestID: "first", standing: RateStanding(limit: 9, remaining: 8, reset: Example.later))
    try store.append(first)
    let own = OwnHeaders(requestID: "second", standing: RateStanding(limit: 9, remaining: 7, reset: Example.later))
    try store.append(RepeatedExchange(original: 2, at: Example.later, own: own))
    var expected = first
    expected.number = 3
    expected.at = Example.later
    expected.own = own
    let exchanges = try store.exchanges(after: 0)
    #expect(exchanges.last == expected.written(KnownSecrets { $0 }))
    #expect(exchanges.map { $0.answerHeaders[.requestID] } == [nil, "first", "second"])
    #expect(try store.exchanges(after: 2).map(\.answerBody) == [answer])
  }

  // MARK: Secrets

  private static let token = "0123456789abcdef0123456789abcdef"

  private func presenting(_ secret: String) -> UnwrittenExchange {
    var exchange = Example.exchange()
    exchange.request.headers[.authorization] = "Bearer \(secret)"
    return exchange
  }

  @Test func `a token has its name from the exchange on that issued it, and none before`() throws {
    let store = try MockStore()
    try store.append(presenting(Self.token))
    var issuing = Example.exchange()
    issuing.decision?.changes = [
      .insertAccessToken(
        AccessToken(
          id: Self.token, ordinal: 1, grant: 1, client: "app", user: 1, issuedAt: Example.now,
          expiresAt: Example.later))
    ]
    try store.append(issuing)
    try store.append(presenting(Self.token))
    let headers = try store.exchanges(after: 0).map { $0.requestHeaders[.authorization] }
    #expect(headers == ["Bearer ⟨unknown⟩", nil, "Bearer ⟨access#1⟩"])
  }

  @Test func `a secret that was learned is named, before the record is opened and after`() throws {
    let store = try MockStore()
    try store.learn(Self.token, as: "client-secret")
    try store.append(presenting(Self.token))
    #expect(try store.exchanges(after: 0).last?.presented == "client-secret")
    let other = String(Self.token.reversed())
    try store.append(presenting(other))
    try store.learn(foreign: [other: "access#1 of before"])
    try store.append(presenting(other))
    #expect(try store.exchanges(after: 1).map(\.presented) == [nil, "access#1 of before"])
  }
}
