import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `all checks` {
  @Test func `each has a name of its own, in a family`() {
    let names = ClientChecks.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.split(separator: "/").count == 2 })
    #expect(ClientChecks.named("login/code-once")?.name == "login/code-once")
    #expect(ClientChecks.named("login/code-twice") == nil)
  }

  @Test(arguments: ClientChecks.all.map(\.name))
  func `each explains itself and cites what it rests on`(name: String) throws {
    let check = try #require(ClientChecks.named(name))
    for text in [check.promise, check.what, check.why, check.fix, check.advice] {
      #expect(text.hasSuffix("."))
      #expect(!text.contains("\n") && !text.contains("  "))
    }
    #expect(!check.clauses.isEmpty)
  }

  @Test func `each says something about an empty history, and none complains`() {
    let findings = ClientChecks.judge(history { _ in })
    #expect(findings.map(\.check) == ClientChecks.all.map(\.name))
    #expect(findings.allSatisfy { $0.verdict == .notExercised })
  }

  @Test func `none complains of an honest connector`() {
    let findings = ClientChecks.judge(history { honestRun(&$0) })
    #expect(findings.filter { $0.verdict == .fail || $0.verdict == .inconclusive } == [])
    #expect(findings.count { $0.verdict == .pass } >= 23)
  }

  @Test func `a finding carries advice and clauses, and no secret's value`() throws {
    let finding = try #require(
      ClientChecks.judge(history { $0.prints("⟨access#1⟩") }).first { $0.verdict == .fail })
    #expect(finding.check == "secrets/output")
    #expect(finding.advice != nil && finding.clauses == ["RFC 6819 section 5.3"])
  }

  /// A run that puts nearly every promise to the test and keeps it. It refreshes by the clock once and because of a 401
  /// once, sends `redirect_uri` along with refreshes, probes with HEAD, meets a 403, and disconnects twice.
  private func honestRun(_ story: inout HistoryBuilder) {
    story.prints("listening on 4100")
    story.history.files = [FileScan(file: "run.log", isSecretStore: false, secrets: [])]
    story.login { login in
      login.authorize(state: "Zb5Hd1Gs6Mc4Yf0T")
      login.deny()
    }
    story.connect()
    story.act { act in
      act.call(nil, status: 404, grounds: .routeUnknown, operation: nil, method: "HEAD", path: "/", company: nil)
      act.call(operation: "me.show", path: "/rest/v1.0/me", company: nil)
      act.call(status: 403)
      act.call(path: "/rest/v1.0/projects/7002/rfis")
      act.call(nil, operation: nil, path: "/files/9", company: nil, host: .files)
    }
    story.advance(4800)
    story.act { act in
      act.refresh("refresh#1", issues: ["access#2", "refresh#2"], redirectURI: HistoryBuilder.callback)
      act.call("access#2")
    }
    story.advance(5500)
    story.act([.ok, .ok]) { act in
      act.call("access#2", status: 401)
      act.call("access#2", status: 401)
      act.refresh("refresh#2", issues: ["access#3", "refresh#3"])
      act.call("access#3", status: 403)
      act.call("access#3", status: 403)
    }
    story.step("do", answers: [ConnectorAnswer(status: 200, body: "0 RFIs")]) { $0.call("access#3") }
    story.act { act in
      act.revoke("refresh#3")
      act.revoke("refresh#3")
    }
  }
}
