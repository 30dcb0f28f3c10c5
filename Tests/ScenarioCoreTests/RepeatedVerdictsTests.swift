import ScenarioCore
import Testing

@Suite struct RepeatedVerdictsTests {
  private func result(_ scenario: String, _ verdict: Verdict) -> ScenarioResult {
    ScenarioResult(scenario: scenario, title: "", verdict: verdict)
  }

  @Test func `the same verdicts in every run are steady`() {
    var verdicts = RepeatedVerdicts()
    for _ in 0..<3 { verdicts.note([result("a", .pass), result("b", .fail)]) }
    #expect(verdicts.areSteady)
    #expect(verdicts.text == "3 runs of 2 scenarios: the same verdicts each time\n")
  }

  @Test func `a scenario that came to another verdict is told, and so is one that was missing`() {
    var verdicts = RepeatedVerdicts()
    verdicts.note([result("a", .pass), result("b", .pass), result("c", .pass)])
    verdicts.note([result("a", .pass), result("b", .inconclusive)])
    #expect(verdicts.unsteady == ["b", "c"])
    #expect(verdicts.text.contains("✗ b: inconclusive 1, pass 1\n"))
  }
}
