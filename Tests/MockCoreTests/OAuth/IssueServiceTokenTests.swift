import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// The app that acts for itself: its token, and what the API makes of it.
struct IssueServiceTokenTests {
  private static let client: Client = {
    var client = TestWorld.client
    client.grants = ["client_credentials"]
    client.serviceAccount = TestWorld.sam
    return client
  }()

  private func issue(_ client: Client = client, more: [Parameter] = []) -> Decision {
    let query = [
      Parameter("grant_type", "client_credentials"), Parameter("client_id", client.id),
      Parameter("client_secret", client.secret),
    ]
    let request = Request(host: .login, method: "POST", path: "/oauth/token", query: query + more)
    let facts = TokenEndpoint.Facts(client: client, code: nil, refreshToken: nil, ordinals: TokenOrdinals())
    var ids = IDSource(seed: 1)
    return TokenEndpoint.decide(
      request, RequestParameters(request), facts, profile: Profile(), now: TestWorld.now, ids: &ids)
  }

  @Test func `an app gets an access token for itself, and no refresh token`() throws {
    let decision = issue()
    #expect(decision.grounds == .tokensIssued)
    #expect(decision.about.issued == ["access#1"])
    let body = JSONParser.parse(Array(try #require(decision.answer.tokens).body(accessToken: "a").utf8))
    #expect(body?.objectValue?.keys == ["access_token", "token_type", "expires_in", "created_at"])
    let token = decision.changes.compactMap { if case .insertAccessToken(let token) = $0 { token } else { nil } }.first
    #expect(token?.user == TestWorld.sam && token?.isOfService == true)
  }

  @Test func `an app that may not is told so`() {
    #expect(issue(TestWorld.client).grounds == .grantTypeNotAllowed)
    #expect(issue(more: [Parameter("scope", "read")]).grounds == .scopeUnknown)
  }

  private func token(user: Int64?) -> AccessToken {
    AccessToken(
      id: "a", ordinal: 1, grant: 1, client: Self.client.id, user: user, isOfService: true, issuedAt: TestWorld.now,
      expiresAt: TestWorld.now + .seconds(60))
  }

  @Test func `the token belongs to nobody, and calls with the rights of the service account`() {
    let token = token(user: TestWorld.sam)
    let described = DescribeToken.decide(token: token, profile: Profile(), now: TestWorld.now)
    #expect(described.answer.value?["resource_owner_id"] == .null)
    var call = TestCall(TestCatalog.rfis)
    call.token = .known(token)
    #expect(call.refusal == nil)
    call.token = .known(self.token(user: TestWorld.nina))
    #expect(call.refusal == .levelNone)
    call.token = .known(self.token(user: nil))
    #expect(call.refusal == .tokenUnknown)
  }

  @Test func `a service account names its company in every call, and a person need not`() {
    var call = TestCall("/rest/v1.0/me", company: nil)
    #expect(call.refusal == nil)
    call.token = .known(token(user: TestWorld.sam))
    #expect(call.refusal == .companyHeaderMissing)
    call.company = TestWorld.granite
    #expect(call.refusal == nil)
  }

  @Test func `token info speaks the names of the profile`() {
    var profile = Profile()
    let old = DescribeToken.decide(token: token(user: nil), profile: profile, now: TestWorld.now)
    #expect(old.answer.value?["expires_in_seconds"] == 60 && old.answer.value?["scopes"] == [])
    profile.tokenInfoNames = .doorkeeper
    let new = DescribeToken.decide(token: token(user: nil), profile: profile, now: TestWorld.now)
    #expect(new.answer.value?["expires_in"] == 60 && new.answer.value?["scope"] == [])
    #expect(new.answer.value?["expires_in_seconds"] == nil)
  }
}
