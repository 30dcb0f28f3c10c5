import HTTPTypes
import Testing

@testable import MockCore

@Suite struct GuardControlTests {
  private func problem(_ authority: String?, _ headers: HTTPFields = [:]) -> ControlProblem? {
    GuardControl.problem(ControlRequest(method: "GET", target: "/", authority: authority, headers: headers))
  }

  @Test(arguments: ["127.0.0.1", "127.0.0.1:9312", "localhost:9312", "localhost", "[::1]:9312", "[::1]"])
  func `this machine's own names are taken`(_ authority: String) {
    #expect(problem(authority) == nil)
  }

  @Test(
    arguments: [
      nil, "", "evil.example", "evil.example:9312", "127.0.0.1.evil.example:9312", "localhost.evil.example",
      "0.0.0.0:9312",
      "[::1].evil.example", "192.168.1.4:9312", "127.0.0.1@evil.example",
    ] as [String?])
  func `any other name may be one that was bent to this machine`(_ authority: String?) {
    #expect(problem(authority)?.status == 403)
  }

  @Test func `a page of this very origin may call, and one of another may not`() {
    #expect(problem("127.0.0.1:9312", [.origin: "http://127.0.0.1:9312"]) == nil)
    for origin in [
      "http://evil.example", "null", "http://127.0.0.1:3000", "http://localhost:9312", "https://127.0.0.1:9312",
    ] {
      #expect(problem("127.0.0.1:9312", [.origin: origin])?.status == 403, "\(origin)")
    }
  }

  @Test func `a browser that says where a request comes from is believed`() {
    for site in ["same-origin", "none"] { #expect(problem("localhost:1", [.secFetchSite: site]) == nil) }
    for site in ["cross-site", "same-site"] { #expect(problem("localhost:1", [.secFetchSite: site])?.status == 403) }
  }
}
