import MockStore
import Testing

@testable import MockCore

/// Codes and tokens in the store.
struct TokenStoreTests {
  private typealias Example = StoreExample

  private func refreshToken(_ text: String, in store: MockStore) throws -> RefreshToken? {
    try store.transaction { try $0.refreshToken(text) }
  }

  private func accessToken(_ id: String, in store: MockStore) throws -> AccessToken? {
    try store.transaction { try $0.accessToken(id: id)?.token }
  }

  @Test func `what is stored comes back as it was`() throws {
    let store = try Example.storeWithTokens()
    try store.transaction { (transaction: MockTransaction) throws in
      #expect(try transaction.code("c0de1") == Example.code)
      #expect(try transaction.accessToken(id: "a1")?.token == Example.access(1))
      #expect(try transaction.refreshToken("r2") == Example.refresh(2, grant: 2, user: 102))
    }
  }

  @Test func `what was never stored is not there`() throws {
    let store = try Example.storeWithTokens()
    try store.transaction { (transaction: MockTransaction) throws in
      #expect(try transaction.code("c0de") == nil)
      #expect(try transaction.accessToken(id: "A1") == nil)
      #expect(try transaction.refreshToken("") == nil)
      #expect(try transaction.session("s1") == nil)
    }
  }

  @Test func `the text of a signed token is kept beside its name`() throws {
    let store = try Example.storeWithTokens()
    try store.transaction { try $0.setText("signed.token.text", ofAccessToken: "a1") }
    try store.transaction { (transaction: MockTransaction) throws in
      #expect(try transaction.accessToken(id: "a1")?.text == "signed.token.text")
      #expect(try transaction.accessToken(id: "a2")?.text == nil)
    }
  }

  @Test func `a used code says when, and which grant came of it`() throws {
    let store = try Example.storeWithTokens()
    try store.transaction { try $0.apply([.useCode("c0de1", at: Example.later, grant: 3)]) }
    let code = try store.transaction { try $0.code("c0de1") }
    #expect(code?.usedAt == Example.later)
    #expect(code?.grant == 3)
  }

  @Test func `a transaction that fails leaves nothing behind, and one that succeeds everything`() throws {
    let store = try Example.storeWithTokens()
    #expect(throws: Interrupted.self) {
      try store.transaction { (transaction: MockTransaction) throws in
        try transaction.apply([.useCode("c0de1", at: Example.later, grant: 3), .insertRefreshToken(Example.refresh(3))])
        throw Interrupted()
      }
    }
    #expect(try store.transaction { try $0.code("c0de1")?.usedAt } == nil)
    #expect(try refreshToken("r3", in: store) == nil)
    try store.transaction { try $0.apply([.insertRefreshToken(Example.refresh(3))]) }
    #expect(try refreshToken("r3", in: store) != nil)
  }

  private struct Interrupted: Error {}

  @Test func `a token that was undone is not taken for the one that has its number now`() throws {
    let store = try Example.storeWithTokens()
    var (undoneAccess, undoneRefresh) = (Example.access(3), Example.refresh(3))
    (undoneAccess.id, undoneRefresh.token) = ("undone-access", "undone-refresh")
    #expect(throws: Interrupted.self) {
      try store.transaction { (transaction: MockTransaction) throws in
        try transaction.apply([.insertAccessToken(undoneAccess), .insertRefreshToken(undoneRefresh)])
        #expect(try transaction.nameOfSecret("undone-refresh") { $0 } == "refresh#3")
        throw Interrupted()
      }
    }
    try store.transaction {
      try $0.apply([.insertAccessToken(Example.access(3)), .insertRefreshToken(Example.refresh(3))])
    }
    #expect(try accessToken("undone-access", in: store) == nil && refreshToken("undone-refresh", in: store) == nil)
    #expect(try accessToken("a3", in: store) != nil && refreshToken("r3", in: store) != nil)
    #expect(try store.nameOfSecret("undone-refresh") { $0 } == nil)
    #expect(try store.nameOfSecret("r3") { $0 } == "refresh#3")
  }

  @Test func `a change that breaks in the middle undoes those before it`() throws {
    let store = try Example.storeWithTokens()
    #expect(throws: (any Error).self) {
      try store.transaction {
        try $0.apply([.insertRefreshToken(Example.refresh(3)), .insertRefreshToken(Example.refresh(1))])
      }
    }
    #expect(try refreshToken("r3", in: store) == nil)
  }

  @Test func `within a transaction its own changes are seen, so that a second use of a code is known as one`() throws {
    let store = try Example.storeWithTokens()
    try store.transaction { (transaction: MockTransaction) throws in
      #expect(try transaction.code("c0de1")?.usedAt == nil)
      try transaction.apply([.useCode("c0de1", at: Example.now, grant: 1)])
      #expect(try transaction.code("c0de1")?.usedAt == Example.now)
    }
  }

  @Test func `a replaced refresh token says since when`() throws {
    let store = try Example.storeWithTokens()
    try store.transaction { try $0.apply([.replaceRefreshToken("r1", at: Example.later)]) }
    #expect(try refreshToken("r1", in: store)?.replacedAt == Example.later)
    #expect(try refreshToken("r2", in: store)?.replacedAt == nil)
  }

  @Test func `ordinals count what was issued, of each kind`() throws {
    let store = try MockStore()
    #expect(store.ordinals == TokenOrdinals())
    let filled = try Example.storeWithTokens()
    try filled.transaction {
      try $0.apply([
        .insertGrant(Grant(number: 2, client: "app", user: 102)), .replaceRefreshToken("r1", at: Example.now),
      ])
    }
    #expect(
      filled.ordinals
        == TokenOrdinals(codes: 1, grants: 2, accessTokens: 2, refreshTokens: 2))
  }

  @Test func `revoking a grant ends both its tokens, and nobody else's`() throws {
    let store = try Example.storeWithTokens()
    try store.transaction { try $0.apply([.revokeGrant(1, at: Example.later)]) }
    #expect(try accessToken("a1", in: store)?.revokedAt == Example.later)
    #expect(try refreshToken("r1", in: store)?.revokedAt == Example.later)
    #expect(try accessToken("a2", in: store)?.revokedAt == nil)
    #expect(try refreshToken("r2", in: store)?.revokedAt == nil)
  }

  @Test func `revoking the access tokens of a grant leaves its refresh token`() throws {
    let store = try Example.storeWithTokens()
    try store.transaction { try $0.apply([.revokeAccessTokens(grant: 1, before: 9, at: Example.later)]) }
    #expect(try accessToken("a1", in: store)?.revokedAt == Example.later)
    #expect(try refreshToken("r1", in: store)?.revokedAt == nil)
  }

  @Test func `what was revoked once keeps its moment`() throws {
    let store = try Example.storeWithTokens()
    try store.transaction { try $0.apply([.revokeGrant(1, at: Example.now), .revokeGrant(1, at: Example.later)]) }
    #expect(try accessToken("a1", in: store)?.revokedAt == Example.now)
  }

  @Test func `the newest token and code are known`() throws {
    let store = try Example.storeWithTokens()
    #expect(try store.transaction { try $0.newestAccessToken()?.id } == "a2")
    #expect(try store.transaction { try $0.newestCodeExpiry() } == Example.code.expiresAt)
    let empty = try MockStore()
    #expect(try empty.transaction { try $0.newestAccessToken() } == nil)
    #expect(try empty.transaction { try $0.newestCodeExpiry() } == nil)
  }

  @Test func `a person holds a grant as long as a refresh token of it lives`() throws {
    let store = try Example.storeWithTokens()
    #expect(try store.transaction { try $0.hasGrant(client: "app", user: 101) })
    #expect(try store.transaction { try !$0.hasGrant(client: "another", user: 101) })
    #expect(try store.transaction { try !$0.hasGrant(client: "app", user: 999) })
    try store.transaction { try $0.apply([.revokeGrant(1, at: Example.now)]) }
    #expect(try store.transaction { try !$0.hasGrant(client: "app", user: 101) })
  }

  @Test func `a session is known until it is removed`() throws {
    let store = try MockStore()
    let sessions = [
      BrowserSession(id: "s1", user: 101, formToken: "f1"), BrowserSession(id: "s2", user: nil, formToken: "f2"),
    ]
    try store.transaction { try $0.apply(sessions.map { .insertSession($0) }) }
    #expect(try store.transaction { try $0.session("s1") } == sessions[0])
    #expect(try store.transaction { try $0.session("s2") } == sessions[1])
    try store.transaction { try $0.apply([.removeSession(id: "s1")]) }
    #expect(try store.transaction { try $0.session("s1") } == nil)
  }

  @Test func `every secret is listed with its name, signed tokens by their text`() throws {
    let store = try Example.storeWithTokens()
    try store.transaction { try $0.setText("signed.token.text", ofAccessToken: "a1") }
    let secrets = try store.transaction { try $0.secrets() }
    let named = Dictionary(secrets.map { ($0.name, $0.text) }) { first, _ in first }
    #expect(
      named == [
        "access#1": "signed.token.text", "access#2": "a2", "refresh#1": "r1", "refresh#2": "r2", "code#1": "c0de1",
      ])
  }

  @Test func `a token keeps what waits for its first use, until it was used`() throws {
    let store = try Example.storeWithTokens()
    var token = Example.access(7)
    token.replaces = "r1"
    token.user = nil
    token.isOfService = true
    try store.transaction { try $0.apply([.insertAccessToken(token)]) }
    #expect(try accessToken(token.id, in: store) == token)
    let confirmed = Change.confirmRotation(accessToken: token.id, refreshToken: "r1", at: Example.later)
    try store.transaction { try $0.apply([confirmed]) }
    #expect(try accessToken(token.id, in: store)?.replaces == nil)
    #expect(try refreshToken("r1", in: store)?.replacedAt == Example.later)
  }

  @Test func `only the access tokens before an ordinal are revoked`() throws {
    let store = try Example.storeWithTokens()
    try store.transaction {
      try $0.apply([
        .insertAccessToken(Example.access(5)), .insertAccessToken(Example.access(6)),
        .revokeAccessTokens(grant: 1, before: 6, at: Example.later),
      ])
    }
    #expect(try accessToken("a5", in: store)?.revokedAt == Example.later)
    #expect(try accessToken("a6", in: store)?.revokedAt == nil)
  }
}
