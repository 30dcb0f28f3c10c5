import HTTPTypes
import Testing

@testable import MockCore

/// Finding the operation of a call, and the headers that every answer bears.
struct CatalogTests {
  private let catalog = TestCatalog.catalog

  @Test func `a path that fits gives its operation and the values in it`() throws {
    let route = try #require(catalog.route(method: "GET", path: "/rest/v1.0/projects/12/rfis/34"))
    #expect(route.operation.name == "rfis.show")
    #expect(route.values == ["project_id": "12", "id": "34"])
    #expect(route.template.route == "/rest/v1.0/projects/:project_id/rfis/:id")
  }

  @Test func `the method tells operations of one path apart`() {
    #expect(catalog.route(method: "GET", path: "/rest/v1.0/projects/12/rfis")?.operation.name == "rfis.list")
    #expect(catalog.route(method: "POST", path: "/rest/v1.0/projects/12/rfis")?.operation.name == "rfis.create")
  }

  @Test(arguments: ["/rest/v1.0/projects/12/rfis/", "/rest/v1.0/projects//12/rfis"])
  func `a slash too many does not matter`(path: String) {
    #expect(catalog.route(method: "GET", path: path)?.operation.name == "rfis.list")
  }

  @Test(arguments: ["/rest/v1.0/projects/12/RFIs", "/rest/v1.0/projects/12/rfis/34/5", "/rest", "", "/"])
  func `another path has no operation`(path: String) {
    #expect(catalog.route(method: "GET", path: path) == nil)
  }

  @Test func `of two operations with one route the first wins`() {
    let twice = Catalog(operations: [
      TestCatalog.operation("first", "/x/{a}", .list, "x", .none),
      TestCatalog.operation("second", "/x/{b}", .list, "x", .none),
    ])
    #expect(twice.route(method: "GET", path: "/x/1")?.operation.name == "first")
    #expect(twice.names == ["first", "second"])
  }

  @Test func `rate headers count down to one and reset with the hour`() {
    let limits = Profile.RateLimits(hour: 10)
    let first = RateHeaders.fields(limits, callsThisHour: 1, now: Instant(seconds: 7200))
    #expect(first[.rateLimitLimit] == "10")
    #expect(first[.rateLimitRemaining] == "9")
    #expect(first[.rateLimitReset] == "10800")
    let last = RateHeaders.fields(limits, callsThisHour: 500, now: Instant(seconds: 10_799))
    #expect(last[.rateLimitRemaining] == "1", "not enforced, so a polite client never waits")
    #expect(last[.rateLimitReset] == "10800")
  }

  @Test func `a bearer token stands in the header alone`() {
    func text(_ header: String?) -> String? {
      var headers: HTTPFields = [:]
      headers[.authorization] = header
      let query = [Parameter("access_token", "abc")]
      return Call.bearerText(Request(host: .api, method: "GET", path: "/", query: query, headers: headers))
    }
    #expect(text("Bearer abc") == "abc")
    #expect(text("bearer abc") == "abc")
    #expect(text("Bearer") == nil)
    #expect(text("Basic abc") == nil)
    #expect(text(nil) == nil)
  }
}
