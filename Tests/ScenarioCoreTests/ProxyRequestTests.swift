import JSONSource
import MockCore
import Testing

@testable import ScenarioCore

@Suite struct ProxyRequestTests {
  @Test func `a tunnel names a host and a port`() {
    #expect(
      ProxyRequest.read("CONNECT Login.Procore.com:443 HTTP/1.1\r\nHost: login.procore.com:443")
        == ProxyRequest(method: "CONNECT", host: "login.procore.com", port: 443))
    #expect(ProxyRequest.read("CONNECT [::1]:8443 HTTP/1.1")?.host == "::1")
    #expect(ProxyRequest.read("CONNECT [::1]:8443 HTTP/1.1")?.port == 8443)
    #expect(ProxyRequest.read("CONNECT [::1] HTTP/1.1")?.port == 443)
  }

  @Test func `a request to be sent on names all of its address`() {
    let head = "POST http://u:p@metrics.example:81/v1?a=b HTTP/1.1\r\nHost: x\r\nAUTHORIZATION: Bearer abc"
    #expect(
      ProxyRequest.read(head)
        == ProxyRequest(
          method: "POST", host: "metrics.example", port: 81, path: "/v1?a=b", authorization: "Bearer abc"))
    #expect(ProxyRequest.read("GET http://a.example HTTP/1.0")?.path == "/")
    #expect(ProxyRequest.read("GET http://a.example?q HTTP/1.1")?.path == "/?q")
    #expect(ProxyRequest.read("GET https://a.example/ HTTP/1.1")?.port == 443)
  }

  @Test(arguments: [
    "", "GET / HTTP/1.1\r\nHost: a.example", "CONNECT HTTP/1.1", "CONNECT :443 HTTP/1.1", "CONNECT a:0 HTTP/1.1",
    "CONNECT a:65536 HTTP/1.1", "CONNECT a:x HTTP/1.1", "GET http://a b HTTP/1.1", "GET http:///x HTTP/1.1",
    "GET http://a.example/ SMTP/1.1",
  ])
  func `what is no request to a proxy is nothing`(head: String) { #expect(ProxyRequest.read(head) == nil) }
}

@Suite struct OutsideAttemptsTests {
  private func request(_ path: String?, authorization: String? = nil) -> ProxyRequest {
    ProxyRequest(
      method: path == nil ? "CONNECT" : "GET", host: "a.example", port: 80, path: path, authorization: authorization)
  }

  @Test func `equal attempts are counted, different ones are told apart`() {
    var attempts = OutsideAttempts()
    attempts.add(request(nil), exchangesBefore: 2)
    attempts.add(request(nil), exchangesBefore: 5)
    attempts.add(request("/x"), exchangesBefore: 5)
    #expect(attempts.all.map(\.count) == [2, 1] && attempts.all.map(\.exchangesBefore) == [2, 5])
  }

  @Test func `there is an end to the paths that are kept`() {
    var attempts = OutsideAttempts()
    for number in 0..<(OutsideAttempts.pathsKept + 10) { attempts.add(request("/\(number)"), exchangesBefore: 0) }
    #expect(attempts.all.count == OutsideAttempts.pathsKept + 1 && attempts.all.last?.count == 10)
  }

  @Test(arguments: [
    ("Bearer s3cr3t-of-the-run", "Bearer ⟨access#1⟩"), ("Bearer of-somebody-else", "Bearer …"), ("token", "…"),
    ("s3cr3t-of-the-run", "⟨access#1⟩"),
  ])
  func `credentials are never kept`(sent: String, shown: String) {
    #expect(redacted(request("/", authorization: sent)).authorization == shown)
  }

  @Test func `a query keeps its names and the marks of the run`() {
    let attempt = redacted(request("/x?key=abc&token=s3cr3t-of-the-run&flag"))
    #expect(attempt.path == "/x?key=…&token=⟨access#1⟩&flag" && attempt.carriesSecret)
    #expect(!redacted(request("/x?key=abc")).carriesSecret)
  }

  private func redacted(_ request: ProxyRequest) -> OutsideAttempt {
    var attempts = OutsideAttempts()
    attempts.add(request, exchangesBefore: 0)
    var history = history()
    history.attempts = attempts.all
    return history.redacted(Redactor(secrets: [("s3cr3t-of-the-run", "access#1")])).attempts[0]
  }
}
