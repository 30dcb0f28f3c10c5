import MockCore
import Testing

@testable import ScenarioCore

/// What is made of a process that served other scenarios before.
struct ReuseTests {
  private static let token = "eyJ0eXAi.eyJqdGki-OiIx_Q.c2lnbmF0dXJl"
  private static let refresh = "0123456789abcdef0123456789abcdef"

  private static let carried: CarriedOver = {
    var carried = CarriedOver()
    carried.add([(token, "access#1"), (refresh, "refresh#1")], of: "login/allow")
    return carried
  }()

  @Test(arguments: [token, "Authorization: Bearer \(token)", "It was \(token).", #"{"token":"\#(token)"}"#])
  func `a token of an earlier scenario is found in what the connector printed and answered`(_ text: String) {
    #expect(Self.carried.found(in: history(output: [text])) == ["access#1 of login/allow"])
    let answered = history(Performed(verb: "do", answers: [page(200, text)]))
    #expect(Self.carried.found(in: answered) == ["access#1 of login/allow"])
  }

  @Test func `one that the mock recognised in a request is found, and one of the scenario itself is none`() {
    var sent = call("oauth.refresh")
    sent.requestBody = #"{"refresh_token":"⟨refresh#1 of login/allow⟩"}"#
    #expect(Self.carried.found(in: history(other("wait", sent))) == ["refresh#1 of login/allow"])
    sent.requestBody = #"{"refresh_token":"⟨refresh#1⟩"}"#
    #expect(Self.carried.found(in: history(other("wait", sent))) == [])
  }

  @Test(arguments: ["x\(token)", "\(token)y", String(token.dropLast()), ""])
  func `another text is none`(_ text: String) {
    #expect(Self.carried.found(in: history(output: [text])) == [])
    #expect(CarriedOver().found(in: history(output: [text])) == [])
  }

  @Test func `a warm process that came to something else is a warning that names both verdicts`() throws {
    var warm = result(.fail)
    warm.findings = [Finding(expectation: "reads", verdict: .fail, message: "It did not.")]
    let finding = try #require(Finding.ofReuse(warm: warm, fresh: result(.pass), served: 2, carried: []))
    #expect(finding.verdict == .fail && finding.severity == .warn && finding.expectation == "reuse")
    #expect(
      finding.message.hasPrefix("On the process that had served 2 scenarios before this came to fail (It did not.)"))
    #expect(finding.message.contains("on a fresh one to pass, which counts"))
  }

  @Test(arguments: [Verdict.pass, .fail, .inconclusive])
  func `one that came to the same is worth no word, unless it used what is over`(_ verdict: Verdict) throws {
    #expect(Finding.ofReuse(warm: result(verdict), fresh: result(verdict), served: 1, carried: []) == nil)
    let names = ["a of x", "b of x", "c of x", "d of x", "e of x"]
    let finding = try #require(
      Finding.ofReuse(warm: result(verdict), fresh: result(verdict), served: 1, carried: names))
    #expect(finding.message.contains("had served a scenario before"))
    #expect(finding.message.contains("a of x, b of x, c of x and 2 more."))
  }

  private func result(_ verdict: Verdict) -> ScenarioResult {
    ScenarioResult(scenario: "test", title: "A test", verdict: verdict)
  }
}
