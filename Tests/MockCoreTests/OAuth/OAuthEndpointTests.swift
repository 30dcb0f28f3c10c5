import Testing

@testable import MockCore

/// Which endpoint a request is for.
struct OAuthEndpointTests {
  private func endpoint(
    _ method: String, _ path: String, host: Host = .login, _ query: [Parameter] = []
  ) -> OAuthEndpoint? {
    let request = Request(host: host, method: method, path: path, query: query)
    return OAuthEndpoint.of(request, RequestParameters(request))
  }

  @Test(arguments: [
    ("GET", "/oauth/authorize", OAuthEndpoint.showAuthorization), ("POST", "/oauth/authorize", .allow),
    ("DELETE", "/oauth/authorize", .deny), ("POST", "/oauth/token", .token), ("POST", "/oauth/revoke", .revoke),
    ("GET", "/oauth/token/info", .tokenInfo), ("POST", "/login", .logIn), ("GET", "/logout", .logOut),
    ("GET", "/", .welcome), ("GET", "/app_management", .showApps), ("GET", "/companies/4001/app_management", .showApps),
    ("POST", "/companies/4001/app_management", .manageApps),
  ])
  func `each endpoint has its method and path, with or without a slash at the end`(
    method: String, path: String, expected: OAuthEndpoint
  ) {
    #expect(endpoint(method, path) == expected)
    if path != "/" { #expect(endpoint(method, path + "/") == expected) }
  }

  @Test(arguments: [
    ("GET", "/oauth/token"), ("GET", "/oauth/revoke"), ("POST", "/oauth/token/info"), ("PUT", "/oauth/authorize"),
    ("GET", "/oauth/tokens"), ("POST", "/oauth/token//"), ("POST", "/OAuth/token"), ("POST", "/"), ("GET", "/login"),
    ("GET", "/companies/x/app_management"), ("DELETE", "/companies/4001/app_management"), ("GET", "/companies/4001"),
  ])
  func `another method or path is none of them`(method: String, path: String) {
    #expect(endpoint(method, path) == nil)
  }

  @Test func `a form says DELETE in a hidden field`() {
    #expect(endpoint("POST", "/oauth/authorize", [Parameter("_method", "delete")]) == .deny)
    #expect(endpoint("POST", "/oauth/authorize", [Parameter("_method", "DELETE")]) == .deny)
    #expect(endpoint("POST", "/oauth/authorize", [Parameter("_method", "post")]) == .allow)
  }

  @Test func `the API host serves what lies below oauth, and the forms of its pages`() {
    #expect(endpoint("POST", "/oauth/token", host: .api) == .token)
    #expect(endpoint("POST", "/login", host: .api) == .logIn)
    #expect(endpoint("GET", "/logout", host: .api) == .logOut)
    #expect(endpoint("GET", "/", host: .api) == nil)
    #expect(endpoint("GET", "/app_management", host: .api) == nil)
  }

  @Test func `the page of a code has the code in its path or in its query`() {
    #expect(endpoint("GET", "/oauth/authorize/c0de") == .showCode)
    #expect(endpoint("GET", "/oauth/authorize/native", [Parameter("code", "c0de")]) == .showCode)
    #expect(endpoint("GET", "/oauth/authorize/native") == nil)
    #expect(endpoint("POST", "/oauth/authorize/c0de") == nil)
  }

  @Test func `every operation that an endpoint can have is in the vocabulary`() {
    let grants = ["authorization_code", "refresh_token", "client_credentials", "password"]
    let endpoints: [OAuthEndpoint] = [
      .showAuthorization, .allow, .deny, .showCode, .token, .revoke, .tokenInfo, .logIn, .logOut, .welcome,
      .showApps, .manageApps,
    ]
    var seen: Set<String> = []
    for grant in grants {
      let request = Request(
        host: .login, method: "POST", path: "/oauth/token", query: [Parameter("grant_type", grant)])
      seen.formUnion(endpoints.map { $0.operation(RequestParameters(request)) })
    }
    #expect(seen == OAuthEndpoint.operations)
  }
}
