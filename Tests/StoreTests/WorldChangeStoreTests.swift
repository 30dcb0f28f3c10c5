import JSONSource
import MockStore
import Testing

@testable import MockCore

/// Changes of the world that are about tokens and records.
struct WorldChangeStoreTests {
  private typealias Example = StoreExample

  /// How many rows a change touched.
  private func apply(_ change: WorldChange, to store: MockStore) throws -> Int {
    try store.transaction { try $0.apply(change, at: Example.later) }
  }

  private func revoked(_ store: MockStore) throws -> [String] {
    try store.transaction { transaction in
      var names: [String] = []
      for id in ["a1", "a2"] where try transaction.accessToken(id: id)?.token.revokedAt != nil { names.append(id) }
      for text in ["r1", "r2"] where try transaction.refreshToken(text)?.revokedAt != nil { names.append(text) }
      return names
    }
  }

  @Test(arguments: [
    (TokenKinds.access, Int64?.none, ["a1", "a2"]), (.refresh, nil, ["r1", "r2"]),
    (.both, nil, ["a1", "a2", "r1", "r2"]),
    (.access, 101, ["a1"]), (.refresh, 102, ["r2"]), (.both, 101, ["a1", "r1"]), (.both, 999, []),
  ])
  func `tokens are revoked by kind and person, and counted`(kinds: TokenKinds, user: Int64?, expected: [String]) throws
  {
    let store = try Example.storeWithTokens()
    #expect(try apply(.revoke(kinds, user: user), to: store) == expected.count)
    #expect(try revoked(store) == expected)
  }

  @Test func `what is revoked already is not revoked again`() throws {
    let store = try Example.storeWithTokens()
    #expect(try apply(.revoke(.both, user: nil), to: store) == 4)
    #expect(try apply(.revoke(.both, user: nil), to: store) == 0)
  }

  @Test func `access tokens expire at once, of one person or of all, and only those that live`() throws {
    let store = try Example.storeWithTokens()
    #expect(try apply(.expireAccess(user: 101), to: store) == 1)
    let expiry = try store.transaction { try $0.accessToken(id: "a1")?.token.expiresAt }
    #expect(expiry == Example.later)
    #expect(try apply(.expireAccess(user: nil), to: store) == 1)
    #expect(try apply(.expireAccess(user: nil), to: store) == 0)
  }

  @Test func `a hidden record is private, and says so`() throws {
    let store = try Example.store(of: [Example.record(1), Example.record(2)])
    #expect(try apply(.hide(collection: "rfis", record: 1), to: store) == 1)
    let hidden = try #require(try store.transaction { try $0.record(in: "rfis", id: 1) })
    #expect(hidden.isPrivate)
    #expect(JSONParser.parse(Array(hidden.json.utf8))?["private"] == true)
    #expect(JSONParser.parse(Array(hidden.json.utf8))?["status"] == "open", "the rest of it stays")
    #expect(try store.transaction { try $0.record(in: "rfis", id: 2)?.isPrivate } == false)
  }

  @Test func `hiding what does not exist touches nothing`() throws {
    let store = try Example.store(of: [Example.record(1)])
    #expect(try apply(.hide(collection: "rfis", record: 2), to: store) == 0)
    #expect(try apply(.hide(collection: "submittals", record: 1), to: store) == 0)
  }

  @Test func `changes of people are none of the store's`() throws {
    let store = try Example.storeWithTokens()
    #expect(try apply(.disableUser(101), to: store) == 0)
    #expect(try revoked(store).isEmpty)
  }
}
