import HTTPTypes
import MockCore
import Testing

@testable import ScenarioCore

@Suite struct RunResultTests {
  private func run(_ verdicts: Verdict...) -> RunResult {
    RunResult(
      dryfit: "0.1.0", connector: "acme", digest: Digest(sha256: [UInt8](repeating: 1, count: 32)), seed: 7,
      began: Instant(seconds: 0), scenarios: verdicts.map { ScenarioResult(scenario: "a/b", title: "", verdict: $0) })
  }

  @Test func `one failure is status 1 whatever else there is`() {
    #expect(run(.pass, .inconclusive, .fail, .notApplicable).exitStatus == 1)
  }

  @Test func `one that is inconclusive is status 2 where none failed`() {
    #expect(run(.pass, .inconclusive).exitStatus == 2)
  }

  @Test func `passed beside not applicable is status 0`() {
    #expect(run(.notApplicable, .pass).exitStatus == 0)
    #expect(run(.notApplicable, .pass).verdict == .pass)
  }

  @Test func `where nothing was proved the status is 2`() {
    #expect(run().exitStatus == 2)
    #expect(run(.notApplicable).exitStatus == 2)
    #expect(run(.notApplicable).verdict == .inconclusive)
  }

  @Test func `a warning changes the status only of a strict run`() {
    var warned = run(.pass)
    warned.scenarios[0].findings = [Finding(check: "c/d", verdict: .fail, severity: .warn, message: "")]
    #expect(warned.exitStatus == 0)
    warned.strict = true
    #expect(warned.exitStatus == 1)
    warned.scenarios[0].findings = []
    #expect(warned.exitStatus == 0)
  }

  @Test func `a check is summed up by the worst that it said and by where it was exercised`() {
    var result = run(.pass, .fail, .pass)
    result.scenarios[0].findings = [Finding(check: "c/d", verdict: .pass, message: "")]
    result.scenarios[1].findings = [
      Finding(check: "c/d", verdict: .fail, message: ""), Finding(check: "c/d", verdict: .fail, message: ""),
      Finding(check: "e/f", verdict: .notExercised, message: ""),
      Finding(expectation: "x", verdict: .fail, message: ""),
    ]
    result.scenarios[2].findings = [Finding(check: "c/d", verdict: .notExercised, message: "")]
    #expect(
      result.checks == [
        CheckResult(check: "c/d", verdict: .fail, severity: .fail, scenarios: 2),
        CheckResult(check: "e/f", verdict: .notExercised, severity: .fail, scenarios: 0),
      ])
  }

  @Test func `a digest is read only as it is written`() {
    let text = "sha256:" + String(repeating: "0a", count: 32)
    #expect(Digest(text)?.text == text)
    #expect(Digest(text) == Digest(sha256: [UInt8](repeating: 10, count: 32)))
    #expect(Digest(text.uppercased()) == nil)
    #expect(Digest(String(text.dropLast())) == nil)
    #expect(Digest("md5:" + text) == nil)
  }
}

@Suite struct HealthTests {
  private func health(
    _ status: Int, _ grounds: Grounds, path: String = "/rest/v1.0/projects/1/rfis", operation: String? = "rfis.list",
    company: String? = "4001", host: Host = .api
  ) -> [String: Int] {
    var headers: HTTPFields = [:]
    if let name = HTTPField.Name("Procore-Company-Id") { headers[name] = company }
    var history = History(scenario: "a/b", seed: 7, began: Instant(seconds: 0))
    history.exchanges = [
      Exchange(
        number: 1, at: Instant(seconds: 0), host: host, method: "GET", path: path, requestHeaders: headers,
        operation: operation, status: status, answerHeaders: [:], grounds: grounds)
    ]
    let health = Health(of: [history])
    let seen = Health.Signal.allCases.filter { health[$0] > 0 }
    return Dictionary(uniqueKeysWithValues: seen.map { ($0.rawValue, health[$0]) })
  }

  @Test func `a call in order gives no signal`() { #expect(health(200, .granted).isEmpty) }

  @Test func `refusals are counted by their status`() {
    #expect(health(401, .tokenExpired) == ["401": 1])
    #expect(health(403, .levelTooLow) == ["403": 1])
    #expect(health(404, .recordUnknown) == ["404": 1])
    #expect(health(429, .rateLimited) == ["429": 1])
  }

  @Test func `a missing company header is seen even where the call was granted`() {
    #expect(health(200, .granted, company: nil) == ["missingCompanyHeader": 1])
    #expect(health(404, .companyHeaderMissing, company: nil) == ["404": 1, "missingCompanyHeader": 1])
  }

  @Test(arguments: ["/rest/v1.0/me", "/rest/v1.0/companies"])
  func `me and companies need no company header`(path: String) {
    #expect(health(200, .granted, path: path, company: nil).isEmpty)
  }

  @Test func `an unknown endpoint is private and a withdrawn one is deprecated`() {
    #expect(health(404, .routeUnknown, path: "/rest/v1.0/odd", operation: nil) == ["404": 1, "private": 1])
    #expect(health(404, .routeUnknown, path: "/vapid/me", operation: nil) == ["404": 1, "deprecated": 1])
  }

  @Test func `calls to the authorization server are not counted`() {
    #expect(health(401, .clientSecretWrong, path: "/oauth/token", operation: "oauth.code", host: .login).isEmpty)
  }
}
