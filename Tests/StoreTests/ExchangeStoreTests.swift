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
    #expect(try store.exchanges(after: 0) == [expected])
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
}
