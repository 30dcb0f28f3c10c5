import MockCore
import Testing

@testable import ScenarioCore

@Suite struct `the activity of an app` {
  private func exchange(_ path: String, route: String? = nil, status: Int = 200, host: Host = .api) -> Exchange {
    Exchange(
      number: 1, at: Instant(seconds: 1_800_000_000), host: host, method: "GET", path: path, route: route,
      status: status, grounds: .granted)
  }

  @Test func `equal calls of a day are one row in Procore's columns`() {
    var history = History(scenario: "by/hand", seed: 7, began: Instant(seconds: 1_800_000_000))
    let route = "/rest/v1.0/projects/:project_id/rfis"
    history.exchanges = [
      exchange("/rest/v1.0/projects/1/rfis", route: route), exchange("/rest/v1.0/projects/2/rfis", route: route),
      exchange("/rest/v1.0/projects/2/rfis", route: route, status: 403), exchange("/vapid/a,b/12", status: 404),
      exchange("/oauth/token"), exchange("/oauth/token", host: .login),
    ]
    #expect(
      Activity(of: [history]).csv == """
        Date,Response Code,HTTP Method,Normalized Route,Count\r
        2027-01-15,200,GET,/rest/v1.0/projects/:project_id/rfis,2\r
        2027-01-15,403,GET,/rest/v1.0/projects/:project_id/rfis,1\r
        2027-01-15,404,GET,"/vapid/a,b/:id",1\r

        """)
  }

  @Test func `no traffic is the heading alone`() { #expect(Activity(of: []).rows.isEmpty) }
}
