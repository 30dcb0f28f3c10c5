import HTTPTypes
import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `secrets output` {
  private let check = Check.secretsOutput

  @Test func `lines without secrets pass`() {
    #expect(check.judging { $0.prints("listening on 4100") }.words == ["pass"])
  }

  @Test func `a token fails, and is named by its ordinal`() {
    let findings = check.judging { story in
      story.prints("token answer: {\"access_token\":\"⟨access#1⟩\",\"refresh_token\":\"⟨refresh#1⟩\"}")
      story.prints("again ⟨access#1⟩")
    }
    #expect(findings.words == ["fail"])
    #expect(findings.first?.message == "access#1 and refresh#1 stand in standard output.")
  }

  @Test func `standard error is a place of its own`() {
    let findings = check.judging { story in
      story.prints("⟨client-secret⟩")
      story.prints("GET /oauth/callback?code=⟨code#1⟩", to: .error)
    }
    #expect(findings.words == ["fail", "fail"])
  }

  @Test func `a line belongs to the step in which it arrived`() {
    let findings = check.judging { story in
      story.connect()
      story.act(id: "read") { act in
        act.prints("⟨access#1⟩")
        act.call()
      }
    }
    #expect(findings.first?.step == "read")
  }

  @Test func `what a command prints counts`() {
    let findings = check.judging {
      $0.step("do", answers: [ConnectorAnswer(status: nil, body: "⟨refresh#1⟩", exit: 0)])
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `a password is the user's`() { #expect(check.judging { $0.prints("⟨password⟩") }.words == ["pass"]) }

  @Test func `silence proves nothing`() {
    #expect(check.judging { $0.connect() }.words == ["not-exercised"])
    #expect(check.judging { $0.prints("  ") }.words == ["not-exercised"])
  }
}

@Suite struct `secrets pages` {
  private let check = Check.secretsPages

  private func answer(_ body: String, headers: HTTPFields = [:]) -> [Finding] {
    check.judging { $0.step("do", id: "read", answers: [ConnectorAnswer(status: 200, headers: headers, body: body)]) }
  }

  @Test func `a page without secrets passes`() { #expect(answer("Connected").words == ["pass"]) }

  @Test func `a token in a page fails`() {
    let findings = answer("<pre>⟨access#1⟩</pre>")
    #expect(findings.words == ["fail"])
    #expect(findings.first?.step == "read")
  }

  @Test func `a token in a redirect fails`() {
    #expect(answer("", headers: [.location: "/app?token=⟨access#1⟩"]).words == ["fail"])
  }

  /// A page that was reached by a redirect of the callback.
  private func redirected(_ name: HTTPField.Name, _ value: String) -> [Finding] {
    var page = ConnectorAnswer(status: 200, body: "Connected")
    page.redirects = [ConnectorRedirect(path: "/oauth/callback", status: 303, headers: [name: value])]
    return check.judging { $0.step("login", id: "login", answers: [page]) }
  }

  @Test func `a token in a redirect that led to a clean page fails`() {
    #expect(redirected(.location, "/?t=⟨access#1⟩").words == ["fail"])
    #expect(redirected(.location, "/#⟨refresh#1⟩").words == ["fail"])
    #expect(redirected(.setCookie, "t=⟨access#1⟩; Path=/").words == ["fail"])
    #expect(
      redirected(.location, "/?t=⟨access#1⟩").first?.message
        .contains("a redirect of /oauth/callback, in its header `location`") == true)
  }

  @Test func `a redirect without secrets passes, and a code that is passed on to another address warns`() {
    #expect(redirected(.location, "/app").words == ["pass"])
    #expect(redirected(.location, "/oauth/callback/?code=⟨code#1⟩").words == ["warn"])
    #expect(redirected(.location, "/?code=⟨code#1⟩&t=⟨access#1⟩").words == ["fail"])
    #expect(redirected(.setCookie, "t=⟨access#1⟩; HttpOnly; Secure").words == ["warn"])
  }

  @Test func `a guarded cookie warns, an open one fails`() {
    #expect(answer("", headers: [.setCookie: "t=⟨access#1⟩; HttpOnly; Secure"]).words == ["warn"])
    #expect(answer("", headers: [.setCookie: "t=⟨access#1⟩; Path=/"]).words == ["fail"])
    #expect(answer("", headers: [.setCookie: "t=⟨client-secret⟩; HttpOnly; Secure"]).words == ["fail"])
  }

  @Test func `a page of Procore's that shows a code does not count`() {
    func login(answeredBy url: String) -> [String] {
      check.judging {
        $0.step("login", answers: [ConnectorAnswer(status: 200, body: "Your code: ⟨code#1⟩", url: url)]) {
          $0.add(.login, "POST", "/oauth/authorize", operation: "oauth.authorize", status: 200, grounds: .codeShown) {
            _ in
          }
        }
      }.words
    }
    #expect(login(answeredBy: "http://localhost:4000/oauth/authorize") == ["not-exercised"])
    #expect(login(answeredBy: "http://localhost:4100/oauth/callback") == ["fail"])
  }

  @Test func `a command is no page`() {
    let findings = check.judging {
      $0.step("do", answers: [ConnectorAnswer(status: nil, body: "⟨access#1⟩", exit: 0)])
    }
    #expect(findings.words == ["not-exercised"])
  }
}

@Suite struct `secrets urls` {
  private let check = Check.secretsURLs

  @Test func `addresses without secrets pass`() { #expect(check.judging { $0.connect() }.words == ["pass"]) }

  @Test func `a code in the address of the token endpoint fails`() {
    let findings = check.judging { story in
      story.login { login in
        login.redeem()
        login.history.exchanges[0].query = [Parameter("code", "⟨code#1⟩")]
      }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `a Referer that passes the code on fails`() {
    let findings = check.judging { story in
      story.connect()
      story.act { act in
        act.call()
        act.setHeader("Referer", "http://localhost:4100/oauth/callback?code=⟨code#1⟩")
      }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `the page that shows a code is Procore's own`() {
    let findings = check.judging { story in
      story.connect()
      story.login {
        $0.add(
          .login, "GET", "/oauth/authorize/⟨code#2⟩", operation: "oauth.authorize", status: 200, grounds: .codeShown
        ) { _ in }
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `nothing is asked of a run without a token`() {
    #expect(check.judging { $0.login { $0.authorize() } }.words == ["not-exercised"])
  }
}

@Suite struct `secrets files` {
  private let check = Check.secretsFiles

  private func file(_ secrets: [String], isSecretStore: Bool = false) -> [String] {
    check.judging {
      $0.history.files = [FileScan(file: "debug.log", isSecretStore: isSecretStore, secrets: secrets)]
    }.words
  }

  @Test func `a file without secrets passes`() { #expect(file([]) == ["pass"]) }
  @Test func `a token in a log file warns`() { #expect(file(["refresh#1"]) == ["warn"]) }
  @Test func `the secret store may hold tokens`() {
    #expect(file(["refresh#1"], isSecretStore: true) == ["not-exercised"])
  }
  @Test func `no files prove nothing`() { #expect(check.judging { _ in }.words == ["not-exercised"]) }
}
