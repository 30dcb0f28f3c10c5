import Foundation
import HTTPTypes
import Testing

@testable import MockCore

/// How a client says who it is.
struct ClientAuthenticationTests {
  private func read(
    authorization: String? = nil, id: String? = nil, secret: String? = nil, profile: Profile = Profile()
  ) -> Result<ClientAuthentication?, OAuthError> {
    var headers: HTTPFields = [:]
    headers[.authorization] = authorization
    let parameters = [id.map { Parameter("client_id", $0) }, secret.map { Parameter("client_secret", $0) }]
    let request = Request(
      host: .login, method: "POST", path: "/oauth/token", query: parameters.compactMap { $0 }, headers: headers)
    return ClientAuthentication.read(request, RequestParameters(request), profile: profile)
  }

  private func basic(_ credentials: String, scheme: String = "Basic") -> String {
    "\(scheme) \(Data(credentials.utf8).base64EncodedString())"
  }

  @Test func `credentials in the body are read`() {
    #expect(read(id: "app", secret: "s3cret") == .success(ClientAuthentication(id: "app", secret: "s3cret")))
  }

  @Test(arguments: ["Basic", "basic", "BASIC"])
  func `credentials in a Basic header are read, however it is spelled`(scheme: String) {
    let found = read(authorization: basic("app:s3cret", scheme: scheme))
    #expect(found == .success(ClientAuthentication(id: "app", secret: "s3cret")))
  }

  @Test func `the client id may stand in the body beside a Basic header`() {
    #expect(
      read(authorization: basic("app:s3cret"), id: "app")
        == .success(ClientAuthentication(id: "app", secret: "s3cret")))
  }

  @Test func `a secret in the body beside a Basic header is one too many`() {
    #expect(read(authorization: basic("app:s3cret"), id: "app", secret: "s3cret") == .failure(.authenticatedTwice))
  }

  @Test func `a request that says nothing has no client`() {
    #expect(read() == .success(nil))
  }

  @Test func `a client id alone is a client without a secret`() {
    #expect(read(id: "app") == .success(ClientAuthentication(id: "app", secret: nil)))
  }

  @Test func `the halves of a Basic header are form-encoded`() {
    #expect(
      read(authorization: basic("a%3Ab:s%20c+ret")) == .success(ClientAuthentication(id: "a:b", secret: "s c ret")))
  }

  @Test func `a secret may hold colons`() {
    #expect(read(authorization: basic("app:a:b")) == .success(ClientAuthentication(id: "app", secret: "a:b")))
  }

  @Test(arguments: ["Basic", "Basic ???", "Bearer abc", "Basic bm9jb2xvbg=="])
  func `a header that is no Basic authentication leaves the body to speak`(header: String) {
    let found = read(authorization: header, id: "app", secret: "s3cret")
    #expect(found == .success(ClientAuthentication(id: "app", secret: "s3cret")))
  }

  @Test func `the right secret is accepted`() {
    let good = ClientAuthentication(id: TestWorld.client.id, secret: TestWorld.client.secret)
    #expect(good.refusal(of: TestWorld.client, in: .production) == nil)
  }

  @Test func `a wrong secret, no secret and an unknown id are refused, each by its own grounds`() {
    #expect(
      ClientAuthentication(id: TestWorld.client.id, secret: "wrong").refusal(of: TestWorld.client, in: .production)
        == .clientSecretWrong)
    #expect(
      ClientAuthentication(id: TestWorld.client.id, secret: nil).refusal(of: TestWorld.client, in: .production)
        == .clientSecretWrong)
    #expect(
      ClientAuthentication(id: "another", secret: TestWorld.client.secret).refusal(
        of: TestWorld.client, in: .production)
        == .clientUnknown)
    #expect(ClientAuthentication(id: "app", secret: "s").refusal(of: nil, in: .production) == .clientUnknown)
  }

  @Test func `naming the client twice is refused, and by profile the header counts`() {
    let header = basic("app:s3cret")
    #expect(read(authorization: header, id: "app", secret: "other") == .failure(.authenticatedTwice))
    var profile = Profile()
    profile.doubleClientAuthentication = .accepted
    #expect(
      read(authorization: header, id: "app", secret: "other", profile: profile)
        == .success(ClientAuthentication(id: "app", secret: "s3cret")))
  }

  @Test func `a client of another environment is refused there`() {
    let authentication = ClientAuthentication(id: TestWorld.client.id, secret: TestWorld.client.secret)
    #expect(authentication.refusal(of: TestWorld.client, in: .sandbox) == .clientOfAnotherEnvironment)
    #expect(authentication.refusal(of: TestWorld.client, in: .production) == nil)
  }
}
