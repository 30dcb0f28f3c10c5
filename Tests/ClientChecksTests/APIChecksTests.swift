import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `api token-placement` {
  private let check = Check.tokenPlacement

  @Test func `the header passes`() { #expect(check.judging { $0.act { $0.call() } }.words == ["pass"]) }

  @Test func `the query fails`() {
    let findings = check.judging {
      $0.act { $0.call(nil, status: 401, query: [Parameter("access_token", "⟨access#1⟩")]) }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `the path fails`() {
    #expect(check.judging { $0.act { $0.call(path: "/rest/v1.0/⟨access#1⟩") } }.words == ["fail"])
  }

  @Test func `the body of a call fails, and that of a revocation is right`() {
    #expect(check.judging { $0.act { $0.call(body: #"{"token":"⟨access#1⟩"}"#) } }.words == ["fail"])
    let revocation = check.judging {
      $0.act { act in
        act.call()
        act.revoke("access#1")
        act.revoke("access#1")
      }
    }
    #expect(revocation.words == ["pass"])
  }

  @Test func `nothing is asked of a run without a token`() {
    #expect(check.judging { $0.login { $0.authorize() } }.words == ["not-exercised"])
  }
}

@Suite struct `api token-audience` {
  private let check = Check.tokenAudience

  private func download(_ token: String?) -> [String] {
    check.judging {
      $0.act { $0.call(token, operation: nil, path: "/files/9", company: nil, host: .files) }
    }.words
  }

  @Test func `a download without the header passes`() { #expect(download(nil) == ["pass"]) }
  @Test func `a download with the header fails`() { #expect(download("access#1") == ["fail"]) }

  @Test func `a signature of the storage's own is right`() {
    let findings = check.judging {
      $0.act { act in
        act.call(nil, operation: nil, path: "/files/9", host: .files)
        act.setHeader("Authorization", "AWS4-HMAC-SHA256 Credential=abc")
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `nothing is asked of a run without files`() {
    #expect(check.judging { $0.act { $0.call() } }.words == ["not-exercised"])
  }
}
