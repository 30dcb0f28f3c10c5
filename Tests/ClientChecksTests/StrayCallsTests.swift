import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `calls that leave the run` {
  private func judging(_ check: Check = .hostsReachable, _ attempts: OutsideAttempt...) -> [ScenarioCore.Finding] {
    check.judging { story in
      story.connect()
      story.history.attempts = attempts
    }
  }

  private func tunnel(_ host: String, count: Int = 1) -> OutsideAttempt {
    OutsideAttempt(host: host, port: 443, method: "CONNECT", exchangesBefore: 0, count: count)
  }

  private func request(_ authorization: String?, path: String = "/v1") -> OutsideAttempt {
    OutsideAttempt(
      host: "metrics.example", port: 80, method: "GET", path: path, authorization: authorization, exchangesBefore: 3)
  }

  @Test func `the real Procore fails the run, and the missing settings are named`() throws {
    let findings = judging(
      .hostsReachable, tunnel("login.procore.com", count: 3), tunnel("sandbox.procore.com"))
    #expect(findings.words == ["fail"])
    let message = try #require(findings.first?.message)
    #expect(message.contains("login.procore.com:443 (3 times), sandbox.procore.com:443"))
    #expect(message.contains("${sandbox.loginURL}") && message.contains("${sandbox.apiURL}"))
  }

  @Test func `only the setting of the host that was tried is named`() throws {
    let message = try #require(judging(.hostsReachable, tunnel("login-sandbox.procore.com")).first?.message)
    #expect(message.contains("${sandbox.loginURL}") && !message.contains("${sandbox.apiURL}"))
  }

  @Test func `a host of Procore that is not in the table is Procore all the same`() {
    #expect(judging(.hostsReachable, tunnel("api.procoregov.com")).words == ["fail"])
    #expect(judging(.hostsReachable, tunnel("notprocore.com")).words == ["warn"])
  }

  @Test func `a host of somebody else warns, many of them once`() {
    #expect(judging(.hostsReachable, tunnel("a.example"), tunnel("b.example")).words == ["warn"])
  }

  @Test func `a client that ignores NO_PROXY is told so`() throws {
    let finding = try #require(judging(.hostsReachable, tunnel("127.0.0.1")).first)
    #expect(finding.severity == .warn && finding.message.contains("NO_PROXY"))
    let silent = Check.hostsReachable.judging { $0.history.attempts = [tunnel("localhost")] }
    #expect(silent.words == ["fail"])
  }

  @Test func `a stranger does not explain that the mock was never called`() {
    let findings = Check.hostsReachable.judging { story in
      story.login { _ in }
      story.history.attempts = [tunnel("metrics.example")]
    }
    #expect(findings.words == ["warn", "fail"])
  }

  @Test func `the real Procore explains that the mock was never called, in one finding`() {
    let findings = Check.hostsReachable.judging { story in
      story.login { _ in }
      story.history.attempts = [tunnel("login.procore.com")]
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `a token on its way to a stranger fails`() throws {
    let finding = try #require(judging(.tokenAudience, request("Bearer ⟨access#1⟩")).first)
    #expect(finding.verdict == .fail && finding.message.contains("access#1 was sent to metrics.example"))
    #expect(judging(.tokenAudience, request("Bearer …")).words == ["fail"])
    #expect(judging(.tokenAudience, request(nil, path: "/v1?key=⟨refresh#1⟩")).words == ["fail"])
  }

  @Test func `a stranger without a token is none of that check's business`() {
    #expect(judging(.tokenAudience, request("Basic …")).words == ["pass"])
    #expect(judging(.tokenAudience, tunnel("metrics.example")).words == ["not-exercised"])
  }
}
