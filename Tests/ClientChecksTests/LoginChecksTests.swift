import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

@Suite struct `login response-type` {
  @Test func `the code flow passes`() {
    #expect(Check.responseType.judging { $0.connect() }.words == ["pass"])
  }

  @Test func `the implicit flow fails`() {
    let findings = Check.responseType.judging { $0.login { $0.authorize(responseType: "token") } }
    #expect(findings.words == ["fail"])
    #expect(findings.first?.message.contains("response_type=token") == true)
  }

  @Test func `no response type at all fails`() {
    #expect(Check.responseType.judging { $0.login { $0.authorize(responseType: nil) } }.words == ["fail"])
  }

  @Test func `the password grant fails`() {
    let findings = Check.responseType.judging {
      $0.login { $0.tokenCall("oauth.token", body: "grant_type=password&username=pat", status: 400) }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `a probe of the login page by HEAD is no login`() {
    let findings = Check.responseType.judging {
      $0.act {
        $0.add(.login, "HEAD", "/oauth/authorize", operation: nil, status: 200, grounds: .routeUnknown) { _ in }
      }
    }
    #expect(findings.words == ["not-exercised"])
  }
}

@Suite struct `login state-sent` {
  private func oneLogin(_ state: String?, challenge: String? = nil) -> [String] {
    Check.stateSent.judging { $0.login { $0.authorize(state: state, challenge: challenge) } }.words
  }

  private func twoLogins(_ first: String, _ second: String, returning: Bool = true) -> [Finding] {
    Check.stateSent.judging { story in
      for state in [first, second] {
        story.login { login in
          login.authorize(state: state)
          if returning { login.allow() }
        }
      }
    }
  }

  @Test func `a random state passes`() { #expect(oneLogin("k3Jx9Qw7Lp2Vn8Rt") == ["pass"]) }
  @Test func `no state fails`() { #expect(oneLogin(nil) == ["fail"]) }
  @Test func `a short state fails`() { #expect(oneLogin("k3Jx9Qw7Lp2Vn8R") == ["fail"]) }
  @Test func `no state warns where PKCE is used`() { #expect(oneLogin(nil, challenge: "c") == ["warn"]) }
  @Test func `the time in digits fails`() { #expect(oneLogin("1800000000123456") == ["fail"]) }
  @Test func `other digits pass`() { #expect(oneLogin("7345098123450987") == ["pass"]) }

  @Test func `nothing is asked of a run without a login`() {
    #expect(Check.stateSent.judging { $0.act { $0.call() } }.words == ["not-exercised"])
  }

  @Test func `a code that is typed in by hand needs no state`() {
    let findings = Check.stateSent.judging { $0.login { $0.authorize(state: nil, redirectURI: Login.outOfBand) } }
    #expect(findings.words == ["not-exercised"])
  }

  @Test func `another state for each login passes`() {
    #expect(twoLogins("k3Jx9Qw7Lp2Vn8Rt", "Zb5Hd1Gs6Mc4Yf0T").words == ["pass"])
  }

  @Test func `one state for two logins fails`() {
    let findings = twoLogins("k3Jx9Qw7Lp2Vn8Rt", "k3Jx9Qw7Lp2Vn8Rt")
    #expect(findings.words == ["fail"])
    #expect(findings.first?.exchanges == [1, 3])
  }

  @Test func `a login in the background is one, though it goes on while another step waits for it`() {
    let findings = Check.stateSent.judging { story in
      story.login { login in
        login.step("finish") {
          $0.authorize()
          $0.allow()
        }
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `two logins at once pass with a state each, though each was asked twice`() {
    let findings = Check.stateSent.judging { story in
      story.login { first in
        first.authorize(state: "k3Jx9Qw7Lp2Vn8Rt")
        first.login { second in
          for state in ["Zb5Hd1GsTr8Vm2Lc", "k3Jx9Qw7Lp2Vn8Rt", "Zb5Hd1GsTr8Vm2Lc"] { second.authorize(state: state) }
          second.allow("code#1")
          second.allow("code#2")
        }
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `the state of a login that was given up may be used for the next`() {
    #expect(twoLogins("k3Jx9Qw7Lp2Vn8Rt", "k3Jx9Qw7Lp2Vn8Rt", returning: false).words == ["pass"])
  }

  @Test func `a browser that comes back from the login page with the same address is one login`() {
    let findings = Check.stateSent.judging {
      $0.login { login in
        login.authorize()
        login.authorize(grounds: .consentShown)
        login.allow()
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a counter fails`() {
    #expect(twoLogins("0000000000000041", "0000000000000042").words == ["fail"])
  }

  private func logins(_ states: [String], seconds: Int = 2) -> [String] {
    Check.stateSent.judging { story in
      for state in states {
        story.login { login in
          login.authorize(state: state)
          login.allow()
        }
        story.advance(seconds)
      }
    }.words
  }

  @Test func `a few characters that change in a long state fail, and eight pass`() {
    #expect(logins(["connector-login-4711", "connector-login-0815", "connector-login-9203"]) == ["fail"])
    #expect(logins(["login-k3Jx9Qw7-state", "login-Zb5Hd1Gs-state", "login-Tr8Vm2Lc-state"]) == ["pass"])
    #expect(logins(["connector-login-4711", "connector-login-0815"]) == ["pass"], "two say too little")
  }

  @Test func `a time inside a state fails where nothing else changes`() {
    #expect(logins(["login-1800000000000", "login-1800000002001", "login-1800000004003"]) == ["fail"])
    #expect(
      logins(["t36610023441200000x", "t36612024112300000x", "t36614023990100000x"]) == ["fail"],
      "a clock that counts from the start of the machine")
    #expect(
      logins(["1800000000000-k3Jx9Qw7", "1800000002001-Zb5Hd1Gs", "1800000004003-Tr8Vm2Lc"]) == ["pass"],
      "random characters beside the time")
    #expect(logins(["36610023441200007345", "73450981234509871122", "12093847561029384756"]) == ["pass"])
  }
}

@Suite struct `login redirect-uri-same` {
  private func login(first: String, second: String?, grounds: Grounds = .tokensIssued) -> [Finding] {
    Check.redirectURISame.judging {
      $0.login { login in
        login.authorize(redirectURI: first)
        login.allow()
        login.redeem(grounds: grounds, redirectURI: second)
      }
    }
  }

  @Test func `the same text in both legs passes`() {
    #expect(Check.redirectURISame.judging { $0.connect() }.words == ["pass"])
  }

  @Test(arguments: [
    ("http://localhost:4100/cb/", "slash"), ("https://localhost:4100/cb", "scheme"),
    ("http://127.0.0.1:4100/cb", "host"),
    ("http://localhost:4101/cb", "port"), ("http://localhost:4100/CB", "case"), ("http://localhost:4100/back", "path"),
    ("http://localhost:4100/cb?a=1", "query"),
  ])
  func `a difference fails and is named`(second: String, word: String) {
    let findings = login(first: "http://localhost:4100/cb", second: second)
    #expect(findings.words == ["fail"])
    #expect(findings.first?.message.contains(word) == true)
  }

  @Test func `a second leg without it fails`() {
    #expect(login(first: HistoryBuilder.callback, second: nil, grounds: .parameterMissing).words == ["fail"])
  }

  @Test func `the mock's own word counts where the request cannot be read`() {
    let findings = Check.redirectURISame.judging {
      $0.login { login in
        login.allow()
        login.redeem(status: 400, grounds: .redirectUriDiffers)
      }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `one that is not registered warns`() {
    let findings = Check.redirectURISame.judging { $0.login { $0.authorize(grounds: .redirectUriUnregistered) } }
    #expect(findings.words == ["warn"])
  }

  @Test func `a request for a login without it fails`() {
    let findings = Check.redirectURISame.judging {
      $0.login { $0.authorize(redirectURI: "", grounds: .redirectUriUnregistered) }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `another one on a refresh is nobody's concern`() {
    let findings = Check.redirectURISame.judging { story in
      story.connect()
      story.act {
        $0.refresh("refresh#1", issues: ["access#2", "refresh#2"], redirectURI: "https://elsewhere.example")
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `nothing is asked of a run without a code`() {
    #expect(Check.redirectURISame.judging { $0.login { $0.authorize() } }.words == ["not-exercised"])
  }
}

@Suite struct `login code-once` {
  private func attempts(_ write: (inout HistoryBuilder) -> Void) -> [String] {
    Check.codeOnce.judging { $0.login(write) }.words
  }

  @Test func `one exchange passes`() { #expect(attempts { $0.redeem() } == ["pass"]) }

  @Test func `a second one after an answer fails`() {
    let words = attempts { login in
      login.redeem()
      login.redeem(status: 400, grounds: .codeUsed)
    }
    #expect(words == ["fail"])
  }

  @Test func `a second one after a refusal fails`() {
    let words = attempts { login in
      login.redeem(status: 400, grounds: .codeExpired)
      login.redeem(status: 400, grounds: .codeExpired)
    }
    #expect(words == ["fail"])
  }

  @Test func `a second one after a lost answer passes`() {
    let words = attempts { login in
      login.redeem(fault: .lost)
      login.redeem(status: 400, grounds: .codeUsed)
    }
    #expect(words == ["pass"])
  }

  @Test func `a second one after 503 warns`() {
    let words = attempts { login in
      login.redeem(status: 503, grounds: .faultScripted, fault: .scripted)
      login.redeem()
    }
    #expect(words == ["warn"])
  }

  @Test func `trying the other place for the secret after invalid_client passes`() {
    let words = attempts { login in
      login.redeem(status: 401, grounds: .clientSecretWrong, secretInBody: false, basic: true)
      login.redeem(status: 401, grounds: .clientSecretWrong)
    }
    #expect(words == ["pass"])
  }

  @Test func `trying the other place for the secret after a refused code warns`() {
    let words = attempts { login in
      login.redeem(status: 400, grounds: .codeExpired, secretInBody: false, basic: true)
      login.redeem(status: 400, grounds: .codeExpired)
    }
    #expect(words == ["warn"])
  }

  @Test func `a scripted answer does not name the code, which is read from the request`() {
    let words = attempts { login in
      login.redeem(status: 400, grounds: .faultScripted, fault: .scripted)
      login.history.exchanges[0].presented = nil
      login.redeem()
    }
    #expect(words == ["fail"])
  }

  @Test func `two codes are two codes`() {
    let words = attempts { login in
      login.redeem("code#1")
      login.redeem("code#2")
    }
    #expect(words == ["pass"])
  }

  @Test func `nothing is asked of a run without a code`() { #expect(attempts { $0.authorize() } == ["not-exercised"]) }
}

@Suite struct `login secret-placement` {
  @Test func `the body passes`() { #expect(Check.secretPlacement.judging { $0.connect() }.words == ["pass"]) }

  @Test func `the Basic header passes`() {
    let findings = Check.secretPlacement.judging { $0.login { $0.redeem(secretInBody: false, basic: true) } }
    #expect(findings.words == ["pass"])
  }

  @Test func `both at once fail`() {
    #expect(Check.secretPlacement.judging { $0.login { $0.redeem(basic: true) } }.words == ["fail"])
  }

  @Test func `an address fails`() {
    let findings = Check.secretPlacement.judging { story in
      story.login { login in
        login.redeem(secretInBody: false)
        login.history.exchanges[0].query = [Parameter("client_secret", "⟨client-secret⟩")]
      }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `a call of the API fails`() {
    let findings = Check.secretPlacement.judging { story in
      story.connect()
      story.act { act in
        act.call()
        act.setHeader("X-Client-Secret", "⟨client-secret⟩")
      }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `a revocation needs it as well`() {
    let findings = Check.secretPlacement.judging { story in
      story.connect()
      story.act { $0.revoke("refresh#1") }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a body of JSON is read as well`() {
    let findings = Check.secretPlacement.judging {
      $0.login { login in
        login.tokenCall("oauth.code", body: #"{"client_secret":"⟨client-secret⟩"}"#)
        login.setHeader("Authorization", "Basic ⟨client-secret⟩")
      }
    }
    #expect(findings.words == ["fail"])
  }

  @Test func `nothing is asked of a run without a token call`() {
    #expect(Check.secretPlacement.judging { $0.act { $0.call() } }.words == ["not-exercised"])
  }
}

@Suite struct `login error-callback` {
  @Test func `a refusal that ends the login passes`() {
    let findings = Check.errorCallback.judging { story in
      story.login { login in
        login.authorize()
        login.deny()
      }
      story.connect()
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `a token call after it fails`() {
    let findings = Check.errorCallback.judging {
      $0.login { login in
        login.authorize()
        login.deny()
        login.redeem(nil, status: 400, grounds: .parameterMissing)
      }
    }
    #expect(findings.words == ["fail"])
    #expect(findings.first?.exchanges == [2, 3])
  }

  @Test func `a refresh of another grant after it is nobody's concern`() {
    let findings = Check.errorCallback.judging {
      $0.login { login in
        login.deny()
        login.refresh("refresh#9", issues: ["access#10", "refresh#10"])
      }
    }
    #expect(findings.words == ["pass"])
  }

  @Test func `nothing is asked of a run in which nobody refused`() {
    #expect(Check.errorCallback.judging { $0.connect() }.words == ["not-exercised"])
  }
}
