import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// Requests that cannot be read.
struct RequestDefectTests {
  private func request(_ target: String, headers: HTTPFields = [:], host: Host = .api) -> Request {
    Request(host: host, method: "GET", target: target, headers: headers, body: [])
  }

  @Test(arguments: ["/a?%zz", "/a?a=%", "/a?a=%4", "/a?a=%FF", "/a?a=%C3%28", "/a?b=1&%c3=2"])
  func `a query that is no form is unreadable`(target: String) {
    #expect(request(target).defect == .queryUnreadable)
  }

  @Test(arguments: ["/a", "/a?", "/a?a", "/a?=", "/a?&&", "/a?a=%C3%BC+b", "/a?a=b=c", "/%zz"])
  func `a query that can be read has no defect`(target: String) { #expect(request(target).defect == nil) }

  @Test func `there is a limit to parameters, to the address and to headers`() {
    let limit = RequestLimits.parameters
    #expect(request("/a?" + Array(repeating: "a", count: limit).joined(separator: "&")).defect == nil)
    #expect(
      request("/a?" + Array(repeating: "a", count: limit + 1).joined(separator: "&")).defect == .tooManyParameters)
    #expect(request("/" + String(repeating: "a", count: RequestLimits.target - 1)).defect == nil)
    #expect(request("/" + String(repeating: "a", count: RequestLimits.target)).defect == .targetTooLong)
    #expect(request("/a", headers: Self.headers(RequestLimits.headers)).defect == nil)
    #expect(request("/a", headers: Self.headers(RequestLimits.headers + 1)).defect == .headersTooLarge)
    let long = HTTPFields([HTTPField(name: .cookie, value: String(repeating: "c", count: RequestLimits.headerBytes))])
    #expect(request("/a", headers: long).defect == .headersTooLarge)
  }

  @Test func `what is no HTTP says nothing but where it came`() {
    let request = Request(unreadable: .noHTTP, at: .api, in: .sandbox)
    #expect(request.defect == .noHTTP && request.host == .api && request.environment == .sandbox)
    #expect(request.method == "?" && request.path == "/" && request.body.isEmpty)
  }

  private static func headers(_ count: Int) -> HTTPFields {
    HTTPFields((0..<count).map { HTTPField(name: .accept, value: "\($0)") })
  }

  @Test func `a form has the same limit, and none of its encodings may be broken`() {
    func isMalformed(_ body: String, type: String = "application/x-www-form-urlencoded") -> Bool {
      let request = Request(
        host: .login, method: "POST", path: "/oauth/token", headers: [.contentType: type], body: Array(body.utf8))
      return RequestParameters(request).isMalformed
    }
    let limit = RequestLimits.parameters
    #expect(!isMalformed(Array(repeating: "a=1", count: limit).joined(separator: "&")))
    #expect(isMalformed(Array(repeating: "a=1", count: limit + 1).joined(separator: "&")))
    #expect(isMalformed("a=%zz") && isMalformed("a=%FF") && !isMalformed("a=%C3%BC"))
    #expect(isMalformed("[1]", type: "application/json") && isMalformed("x", type: "multipart/form-data"))
  }

  @Test(arguments: [
    (RequestDefect.bodyTooLarge, 413), (.targetTooLong, 414), (.headersTooLarge, 431), (.tooManyParameters, 400),
    (.queryUnreadable, 400), (.noHTTP, 400),
  ])
  func `each host refuses in its own words`(defect: RequestDefect, status: Int) throws {
    let profile = TestWorld.profile
    let token = RefuseDefect.decide(defect, .token, request("/oauth/token", host: .login), profile: profile)
    #expect(token.answer.status == status && token.answer.value?["error"] == "invalid_request")
    let page = RefuseDefect.decide(defect, .showAuthorization, request("/oauth/authorize"), profile: profile)
    #expect(page.answer.status == status && page.answer.page != nil)
    let call = RefuseDefect.decide(defect, nil, request("/rest/v1.0/me"), profile: profile)
    #expect(call.answer.status == status && call.answer.value?["errors"] != nil)
    #expect(call.grounds == (status == 400 ? .requestMalformed : .requestTooLarge))
  }
}
