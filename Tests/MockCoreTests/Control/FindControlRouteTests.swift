import Testing

@testable import MockCore

@Suite struct FindControlRouteTests {
  @Test(arguments: ControlRoute.allCases)
  func `every route is found by its method and its path`(_ route: ControlRoute) {
    let path = route.template.replacing(/\{[a-z]+\}/, with: "a-1")
    guard case .route(let found, let values) = FindControlRoute.find(method: route.method, path: path) else {
      Issue.record("\(route) is not found")
      return
    }
    #expect(found == route)
    #expect(values.values.allSatisfy { $0 == "a-1" } && values.count == route.template.count { $0 == "{" })
  }

  @Test func `another method is told those that there are`() {
    #expect(
      FindControlRoute.find(method: "PUT", path: "/sandboxes/a/clock") == .wrongMethod(allowed: ["GET", "POST"]))
    #expect(FindControlRoute.find(method: "get", path: "/") == .wrongMethod(allowed: ["GET"]))
  }

  @Test(arguments: [
    "/sandboxes/", "/sandboxes//clock", "/sandbox", "//", "", "/sandboxes/a/b", "/sandboxes/a/tokens/access-1/renew",
    "/sandboxes/%zz/clock", "http://127.0.0.1/sandboxes",
  ])
  func `another path is unknown`(_ path: String) {
    #expect(FindControlRoute.find(method: "GET", path: path) == .unknown)
  }

  @Test func `values in a path are decoded`() {
    #expect(
      FindControlRoute.find(method: "GET", path: "/sandboxes/a/tokens/access%232")
        == .route(.showToken, ["sandbox": "a", "token": "access#2"]))
  }

  @Test func `a token without its number comes with the way to write it`() throws {
    for path in ["/sandboxes/a/tokens/access", "/sandboxes/a/tokens/refresh"] {
      let request = ControlRequest(method: "POST", target: path, authority: "localhost")
      let problem = #expect(throws: ControlProblem.self) { try ReadControlRequest.route(request) }
      #expect(problem?.hint?.contains("access-2") == true)
    }
    let other = ControlRequest(method: "POST", target: "/sandboxes/a/tokens", authority: "localhost")
    let problem = #expect(throws: ControlProblem.self) { try ReadControlRequest.route(other) }
    #expect(problem?.hint == "its methods are GET")
    #expect(problem?.headers[.allow] == "GET")
  }

  @Test(arguments: [("access#2", "access-2"), ("refresh-11", "refresh-11")])
  func `a token is known by both of its names`(text: String, id: String) throws {
    let name = try #require(IssuedToken.Name(text))
    #expect(name.id == id)
    #expect(name.text == id.replacing("-", with: "#"))
  }

  @Test(arguments: [
    "access", "access#", "access#0", "access-01", "code#1", "access#9999999999", "Access#1", "access 1",
  ])
  func `what is no name of a token is none`(_ text: String) {
    #expect(IssuedToken.Name(text) == nil)
  }
}
