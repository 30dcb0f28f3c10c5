import Foundation

/// An access token to call Procore with. A fresh one came out of a refresh during this call: if it is rejected too,
/// another refresh would not help.
struct Lease: Sendable {
  let token: String
  let fresh: Bool
}

/// Holds the one grant, and hands out its access token; all callers share one refresh.
actor TokenSource {
  private let endpoint: TokenEndpoint
  private let store: TokenStore
  private let conduct: Conduct
  private(set) var grant: Grant?
  private var refreshing: Task<Lease, any Error>?
  /// After a refresh that failed although the access token still lived: when the next one is due.
  private var postponedUntil = Date.distantPast
  private var isGivenUp = false
  private var firstAccessToken: String?

  init(endpoint: TokenEndpoint, store: TokenStore, conduct: Conduct) {
    self.endpoint = endpoint
    self.store = store
    self.conduct = conduct
    grant = store.load()
  }

  var isConnected: Bool { grant != nil }
  var person: Person? { grant?.person }

  /// Takes the tokens of a new login in place of whatever was there.
  func connect(_ answer: TokenAnswer) throws {
    if conduct.defect == .keepsFirstUser, grant != nil { return }
    let grant = Grant(answer, at: Date(), conduct)
    if conduct.defect != .storesNothing { try store.save(grant) }
    self.grant = grant
    firstAccessToken = answer.accessToken
    isGivenUp = false
  }

  /// Takes an earlier grant for the present one.
  func putBack(_ earlier: Grant?) throws {
    grant = earlier
    try save()
  }

  func remember(_ person: Person) throws {
    guard grant != nil else { return }
    grant?.person = person
    try save()
  }

  /// Forgets the grant and has it revoked; returns whether Procore confirmed that, or nil where there was no grant.
  func disconnect() async throws -> Bool? {
    // A refresh under way would leave tokens that nobody revokes.
    _ = try? await refreshing?.value
    if conduct.defect == .staysConnected { return true }
    let last = grant
    try forget()
    guard let token = last?.refreshToken ?? last?.accessToken else { return nil }
    if conduct.defect == .revokesNothing { return true }
    let isRevoked = await endpoint.revoke(token)
    if conduct.variation == .revokesTwice, let other = last?.accessToken { _ = await endpoint.revoke(other) }
    return isRevoked
  }

  /// Refreshes now, whether or not it is due.
  func renew() async throws {
    guard grant != nil else { throw Problem.loginRequired }
    _ = try await refreshed()
  }

  /// The access token to use now, refreshed where its end is near.
  func usable() async throws -> Lease {
    if conduct.variation == .readsStoreEachTime, refreshing == nil { grant = store.load() }
    guard let grant else { throw Problem.loginRequired }
    if let token = grant.accessToken, conduct.defect == .neverRefreshes || !isRefreshDue(grant) {
      return Lease(token: token, fresh: false)
    }
    do {
      return try await refreshed()
    } catch Problem.unavailable(let message, let seconds) {
      // The access token that still lives serves a little longer.
      guard let grant = self.grant, let token = grant.accessToken, grant.isAlive(at: Date()) else {
        throw Problem.unavailable(message, retryAfter: seconds)
      }
      postponedUntil = Date().addingTimeInterval(10)
      return Lease(token: token, fresh: false)
    }
  }

  private func isRefreshDue(_ grant: Grant) -> Bool {
    let now = Date()
    if conduct.defect == .refreshesEveryCall { return true }
    if conduct.variation == .refreshesLate { return false }
    let share = conduct.variation == .refreshesEarly ? 1.0 / 3 : nil
    guard grant.isNearlyOver(at: now, share: share) else { return false }
    return now >= postponedUntil || !grant.isAlive(at: now)
  }

  /// Another access token in place of one that Procore rejected.
  func replacement(for rejected: Lease) async throws -> Lease {
    if conduct.goesByTheClockAlone || conduct.defect == .neverRefreshes { throw Problem.loginRequired }
    guard let grant else { throw Problem.loginRequired }
    // Somebody else was quicker: the newer token is tried.
    if let token = grant.accessToken, token != rejected.token, conduct.defect != .parallelRefresh {
      return Lease(token: token, fresh: true)
    }
    try drop(rejected)
    if rejected.fresh, conduct.defect != .loopsOn401 {
      if conduct.variation == .forgetsRejectedLogin { try forget() }
      throw Problem.loginRequired
    }
    return try await refreshed()
  }

  /// Puts away an access token that Procore rejected, so that it is never sent again.
  func drop(_ rejected: Lease) throws {
    guard grant?.accessToken == rejected.token else { return }
    grant?.accessToken = nil
    try save()
  }

  private func refreshed() async throws -> Lease {
    if isGivenUp { throw Problem.unavailable("Procore's login does not answer; try again later", retryAfter: nil) }
    if let refreshing, conduct.defect != .parallelRefresh { return try await refreshing.value }
    guard let presented = grant?.refreshToken else {
      try forget()
      throw Problem.loginRequired
    }
    // A task of its own: a user who leaves does not break off the refresh that others wait for.
    let task = Task { try await refresh(presented) }
    refreshing = task
    return try await task.value
  }

  private func refresh(_ presented: String) async throws -> Lease {
    defer { refreshing = nil }
    let outcome = await RefreshToken(endpoint: endpoint, conduct: conduct)(presented)
    // A login or a disconnect came in between: its word is the later one.
    guard grant?.refreshToken == presented || conduct.defect == .parallelRefresh else {
      guard let token = grant?.accessToken else { throw Problem.loginRequired }
      return Lease(token: token, fresh: true)
    }
    switch outcome {
    case .renewed(let answer):
      return try renew(answer, presented)
    case .dead:
      if conduct.defect == .logsRefusedToken { Journal.complain("refresh of \(presented) was refused") }
      if conduct.defect != .retriesInvalidGrant { try forget() }
      throw Problem.loginRequired
    case .misconfigured(let message):
      throw Problem.misconfigured(message)
    case .unavailable:
      isGivenUp = conduct.defect == .givesUpForGood
      throw Problem.unavailable("Procore's login does not answer; try again later", retryAfter: nil)
    }
  }

  private func renew(_ answer: TokenAnswer, _ presented: String) throws -> Lease {
    var renewed = Grant(answer, at: Date(), conduct)
    renewed.person = grant?.person
    if conduct.defect == .forgetsTokenWhenNoneComes {
      renewed.refreshToken = answer.refreshToken ?? "null"
    } else if renewed.refreshToken == nil || conduct.defect == .forgetsRotatedToken {
      renewed.refreshToken = presented
    }
    if conduct.defect == .keepsOldAccessToken { renewed.accessToken = firstAccessToken }
    grant = renewed
    // Stored before it is relied on: the old refresh token is dead from now on.
    try save()
    return Lease(token: answer.accessToken, fresh: true)
  }

  private func save() throws {
    guard let grant, conduct.defect != .storesLate, conduct.defect != .storesNothing else { return }
    try store.save(grant)
  }

  private func forget() throws {
    grant = nil
    try store.erase()
  }
}
