import MockCore
import Testing

@testable import ScenarioCore

@Suite struct `the activity of an app` {
  private func exchange(_ path: String, route: String? = nil, status: Int = 200, host: Host = .api) -> Exchange {
    Exchange(
      number: 1, at: Instant(seconds: 1_800_000_000), host: host, method: "GET", path: path, route: route,
      status: status, grounds: .granted)
  }

  @Test func `equal calls of a day are one row`() {
    var history = History(scenario: "by/hand", seed: 7, began: Instant(seconds: 1_800_000_000))
    let route = "/rest/v1.0/projects/:project_id/rfis"
    history.exchanges = [
      exchange("/rest/v1.0/projects/1/rfis", route: route), exchange("/rest/v1.0/projects/2/rfis", route: route),
      exchange("/rest/v1.0/projects/2/rfis", route: route, status: 403), exchange("/vapid/a,b/12", status: 404),
      exchange("/oauth/token"), exchange("/oauth/token", host: .login),
    ]
    let rows = Activity(of: [history]).rows
    #expect(rows.map(\.route) == [route, route, "/vapid/a,b/:id"])
    #expect(rows.map(\.responseCode) == [200, 403, 404])
    #expect(rows.map(\.count) == [2, 1, 1])
    #expect(rows.allSatisfy { $0.date == "2027-01-15" && $0.method == "GET" })
  }

  @Test func `no traffic is no row`() { #expect(Activity(of: []).rows.isEmpty) }
}
