import Foundation
import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// The order in which a token request is looked at: its parameters, its client, its grant.
struct TokenEndpointTests {
  private static let code = AuthorizationCode(
    code: "c0de", ordinal: 1, client: TestWorld.client.id, user: TestWorld.rita,
    redirectUri: TestWorld.client.redirectUris[0], expiresAt: TestWorld.now + .seconds(600))

  private static let refreshToken = RefreshToken(
    token: "r1", ordinal: 1, grant: 1, client: TestWorld.client.id, user: TestWorld.rita)

  static let codeGrant = [
    "grant_type": "authorization_code", "client_id": TestWorld.client.id, "client_secret": TestWorld.client.secret,
    "code": "c0de", "redirect_uri": TestWorld.client.redirectUris[0],
  ]

  static let refreshGrant = [
    "grant_type": "refresh_token", "client_id": TestWorld.client.id, "client_secret": TestWorld.client.secret,
    "refresh_token": "r1",
  ]

  private func decide(
    _ parameters: [String: String], headers: HTTPFields = [:], client: Client = TestWorld.client, body: String? = nil
  ) -> Decision {
    let form = FormEncoding.encode(parameters.sorted { $0.key < $1.key }.map { Parameter($0.key, $0.value) })
    let request = Request(
      host: .login, method: "POST", path: "/oauth/token", headers: headers, body: Array((body ?? form).utf8))
    let facts = TokenEndpoint.Facts(
      client: client, code: parameters["code"] == "c0de" ? Self.code : nil,
      refreshToken: parameters["refresh_token"] == "r1" ? Self.refreshToken : nil, ordinals: TokenOrdinals())
    var ids = IDSource(seed: 1)
    return TokenEndpoint.decide(
      request, RequestParameters(request), facts, profile: Profile(), now: TestWorld.now, ids: &ids)
  }

  private func error(_ decision: Decision) -> String? { decision.answer.value?["error"]?.stringValue }
  private func description(_ decision: Decision) -> String? {
    decision.answer.value?["error_description"]?.stringValue
  }

  @Test func `a complete code request is answered with tokens`() {
    let decision = decide(Self.codeGrant)
    #expect(decision.grounds == .tokensIssued)
    #expect(decision.about.operation == "oauth.code")
  }

  @Test func `a complete refresh request is answered with tokens, with or without a redirect URI`() {
    #expect(decide(Self.refreshGrant).grounds == .tokensRefreshed)
    let with = Self.refreshGrant.merging(["redirect_uri": "http://anything.example"]) { $1 }
    #expect(decide(with).grounds == .tokensRefreshed)
    #expect(decide(with).about.operation == "oauth.refresh")
  }

  @Test(arguments: ["grant_type", "code", "redirect_uri"])
  func `a code request without a required parameter is an invalid request that names it`(name: String) {
    let decision = decide(Self.codeGrant.filter { $0.key != name })
    #expect(decision.grounds == .parameterMissing)
    #expect(decision.answer.status == 400)
    #expect(error(decision) == "invalid_request")
    #expect(description(decision) == "Missing required parameter: \(name).")
  }

  @Test(arguments: ["grant_type", "code", "redirect_uri"])
  func `an empty parameter is a missing one`(name: String) {
    #expect(decide(Self.codeGrant.merging([name: ""]) { $1 }).grounds == .parameterMissing)
  }

  @Test func `a refresh request without its token is an invalid request that names it`() {
    let decision = decide(Self.refreshGrant.filter { $0.key != "refresh_token" })
    #expect(decision.grounds == .parameterMissing)
    #expect(description(decision) == "Missing required parameter: refresh_token.")
  }

  @Test(arguments: ["password", "Authorization_Code", "implicit"])
  func `another grant type is not supported`(type: String) {
    let decision = decide(Self.codeGrant.merging(["grant_type": type]) { $1 })
    #expect(decision.grounds == .grantTypeUnsupported)
    #expect(decision.answer.status == 400)
    #expect(error(decision) == "unsupported_grant_type")
    #expect(
      description(decision) == "The authorization grant type is not supported by the authorization server.")
  }

  @Test(arguments: [
    (["client_id": "", "client_secret": ""], Grounds.clientUnknown), (["client_id": "another"], .clientUnknown),
    (["client_secret": "wrong"], .clientSecretWrong), (["client_secret": ""], .clientSecretWrong),
    (["client_secret": TestWorld.client.secret + " "], .clientSecretWrong),
  ])
  func `a client that is not who it says is refused with 401`(changed: [String: String], grounds: Grounds) {
    for grant in [Self.codeGrant, Self.refreshGrant] {
      let decision = decide(grant.merging(changed) { $1 })
      #expect(decision.grounds == grounds)
      #expect(decision.answer.status == 401)
      #expect(error(decision) == "invalid_client")
      #expect(decision.changes.isEmpty, "a code or token survives a client that nobody knows")
      #expect(
        description(decision)
          == """
          Client authentication failed due to unknown client, no client authentication included, or unsupported \
          authentication method.
          """
      )
    }
  }

  @Test func `a client that authenticates twice is refused, and one that does so once by Basic is not`() {
    let credentials = Data("\(TestWorld.client.id):\(TestWorld.client.secret)".utf8).base64EncodedString()
    let basic: HTTPFields = [.authorization: "Basic \(credentials)"]
    let twice = decide(Self.codeGrant, headers: basic)
    #expect(twice.grounds == .clientAuthenticatedTwice)
    #expect(twice.answer.status == 400)
    #expect(error(twice) == "invalid_request")
    let once = Self.codeGrant.filter { !$0.key.hasPrefix("client_") }
    #expect(decide(once, headers: basic).grounds == .tokensIssued)
  }

  @Test func `an app that may not refresh is refused by its own error, and one that may is not`() {
    var client = TestWorld.client
    client.grants = ["authorization_code"]
    let decision = decide(Self.refreshGrant, client: client)
    #expect(decision.grounds == .grantTypeNotAllowed)
    #expect(decision.answer.status == 400)
    #expect(error(decision) == "unauthorized_client")
    #expect(
      description(decision) == "The client is not authorized to perform this request using this method.")
    #expect(decide(Self.codeGrant, client: client).grounds == .tokensIssued)
  }

  @Test func `a body that cannot be read comes before everything else`() {
    let decision = decide(
      ["grant_type": "password"], headers: [.contentType: "application/json"], body: #"{"grant_type": "#)
    #expect(decision.grounds == .requestMalformed)
    #expect(error(decision) == "invalid_request")
  }

  @Test func `parameters come before the client`() {
    let decision = decide(["grant_type": "authorization_code", "client_id": "another"])
    #expect(decision.grounds == .parameterMissing)
  }

  @Test func `the grant type comes before the parameters that it needs`() {
    #expect(decide(["grant_type": "password"]).grounds == .grantTypeUnsupported)
  }

  @Test func `the client comes before the code`() {
    let decision = decide(Self.codeGrant.merging(["code": "other", "client_secret": "wrong"]) { $1 })
    #expect(decision.grounds == .clientSecretWrong)
  }

  @Test func `two ways of authentication come before the question whether either is right`() {
    let basic: HTTPFields = [.authorization: "Basic \(Data("another:wrong".utf8).base64EncodedString())"]
    #expect(decide(Self.codeGrant, headers: basic).grounds == .clientAuthenticatedTwice)
  }

  @Test func `a refused request still says which code or token it was about`() {
    #expect(decide(Self.codeGrant.merging(["client_secret": "wrong"]) { $1 }).about.presented == "code#1")
    #expect(decide(Self.refreshGrant.merging(["client_secret": "wrong"]) { $1 }).about.presented == "refresh#1")
  }

  @Test func `a code that lies beside a refresh token is not what the refresh is about`() {
    let both = Self.refreshGrant.merging(["code": "c0de", "client_secret": "wrong"]) { $1 }
    #expect(decide(both).about.presented == "refresh#1")
  }

  @Test(arguments: [
    ("authorization_code", "oauth.code"), ("refresh_token", "oauth.refresh"),
    ("client_credentials", "oauth.clientCredentials"), ("password", "oauth.token"), ("", "oauth.token"),
  ])
  func `the grant type names the operation`(type: String, operation: String) {
    #expect(decide(["grant_type": type]).about.operation == operation)
  }
}
