import JSONSource
import MockCore
import Testing

@testable import MockServer

/// Requests that nobody should send: each gets a 4xx in the words of its endpoint, and the mock goes on.
struct MalformedContractTests {
  private static let many = Array(repeating: "a=1", count: 10_000).joined(separator: "&")

  private func post(
    _ mock: MockUnderTest, _ body: String, type: String = "application/x-www-form-urlencoded",
    target: String = "/oauth/token"
  ) async throws -> Reply {
    try await mock.send("POST", target, host: .login, headers: ["Content-Type": type], body: body)
  }

  @Test(arguments: Transport.allCases)
  func `a body that cannot be read is an invalid request at the token endpoint`(transport: Transport) async throws {
    let bodies = [
      ("application/x-www-form-urlencoded", "grant_type=%zz"), ("application/x-www-form-urlencoded", "a=%FF"),
      ("application/x-www-form-urlencoded", Self.many), ("application/json", "{\"a\":"), ("application/json", "[]"),
      ("application/json", String(repeating: "[", count: 100_000)), ("multipart/form-data", "x"),
      ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1"),
      ("multipart/form-data; boundary=b", "--b\r\n\r\n1\r\n--b--"),
      ("multipart/form-data; boundary=", "----"),
      ("multipart/form-data; boundary=" + String(repeating: "b", count: 500), "x"),
    ]
    try await withMock(transport) { mock in
      for (type, body) in bodies {
        let reply = try await post(mock, body, type: type)
        #expect(reply.status == 400 && reply.error == "invalid_request", "\(type): \(body.prefix(60))")
        let revoked = try await post(mock, body, type: type, target: "/oauth/revoke")
        #expect(revoked.status == 400 && revoked.error == "invalid_request", "\(type): \(body.prefix(60))")
        #expect((400...499).contains(try await post(mock, body, type: type, target: "/login").status))
        #expect((400...499).contains(try await post(mock, body, type: type, target: "/oauth/authorize").status))
      }
      #expect(try await mock.connect().access != "")
    }
  }

  @Test(arguments: Transport.allCases)
  func `a query that cannot be read is refused in the words of the host`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      // The client of the socket mends what is broken in an address; that is sent by hand below.
      let broken = transport == .inProcess ? ["%zz=1", "a=%"] : []
      for query in broken + ["a=%FF", Self.many] {
        let call = try await mock.call("/rest/v1.0/me?" + query, token: token)
        #expect(call.status == (query.count > 1000 ? 414 : 400))
        #expect(call.json?["message"]?.stringValue != nil)
        let page = try await mock.send("GET", "/oauth/authorize?" + query, host: .login)
        #expect((400...499).contains(page.status) && page["Content-Type"] == "text/html; charset=utf-8")
        let info = try await mock.send("GET", "/oauth/token/info?" + query, host: .login)
        #expect((400...499).contains(info.status) && info.error == "invalid_request")
      }
      let short = Array(repeating: "a", count: RequestLimits.parameters + 1).joined(separator: "&")
      #expect(try await mock.call("/rest/v1.0/me?" + short, token: token).status == 400)
      #expect(try await mock.call("/rest/v1.0/me", token: token).status == 200)
    }
  }

  @Test(arguments: ["%zz=1", "a=%", "a=%FF"])
  func `a broken query is refused over the wire as well`(query: String) async throws {
    try await withMock(.socket) { mock in
      let url = try #require(mock.listeners?.apiURL)
      let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
      let ending = try await RawConnection.send(
        RawConnection.request("GET", "/rest/v1.0/me?" + query, headers: ["Connection": "close"]), port: port)
      #expect(ending.head.hasPrefix("HTTP/1.1 400 "))
      #expect(ending.body.contains("could not be read"))
    }
  }

  @Test(arguments: Transport.allCases)
  func `a flood of headers is refused, and what is usual is not`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      func call(_ count: Int) async throws -> Reply {
        let headers = Dictionary(uniqueKeysWithValues: (0..<count).map { ("X-Flood-\($0)", "x") })
        return try await mock.send("GET", "/rest/v1.0/me", headers: headers)
      }
      #expect(try await call(40).status == 401)
      let flood = try await call(RequestLimits.headers + 1)
      #expect(flood.status == 431)
      #expect(flood.json?["message"]?.stringValue != nil)
      let refused = try #require(try await mock.mock.exchanges().last)
      #expect(refused.grounds == .requestTooLarge && refused.requestHeaders.isEmpty)
    }
  }

  @Test func `a body beyond the limit is refused in the words of its endpoint`() async throws {
    try await withMock(.socket) { mock in
      let beyond = String(repeating: "x", count: RequestLimits.body + 1)
      let token = try await post(mock, beyond)
      #expect(token.status == 413 && token.error == "invalid_request")
      let login = try await post(mock, beyond, target: "/login")
      #expect(login.status == 413 && login["Content-Type"] == "text/html; charset=utf-8")
      let call = try await mock.send("POST", "/rest/v1.0/me", body: beyond)
      #expect(call.status == 413 && call.json?["message"]?.stringValue != nil)
    }
  }
}
