import MockCore
import ScenarioCore
import Testing

@testable import PromotionGate

@Suite struct GateWaiverTests {
  private let storm = Finding(check: "refresh/single-flight", verdict: .fail, message: "Two refreshes at once.")
  private let loop = Finding(check: "refresh/no-loop", verdict: .fail, message: "Four rounds.")

  /// The gate of a version that fails in one check.
  private func failing(_ findings: [Finding]) throws -> GateExample {
    var example = try GateExample()
    try example.found("refresh/parallel", .fail, findings: findings)
    return example
  }

  @Test func `a failure that is waived opens the gate and is told`() throws {
    var example = try failing([storm])
    example.question.waivers = [try waiver()]
    #expect(example.decision.isOpen)
    #expect(example.decision.notes == [.waived(scenario: "refresh/parallel", waivers: example.question.waivers)])
  }

  @Test func `a failure is waived only if every failing finding is`() throws {
    var example = try failing([storm, loop])
    example.question.waivers = [try waiver()]
    #expect(example.decision.reasons == [.failed(scenario: "refresh/parallel", claims: ["refresh/no-loop"])])
    example.question.waivers.append(try waiver(check: "refresh/no-loop"))
    #expect(example.decision.isOpen)
  }

  @Test func `a failure without a finding cannot be waived`() throws {
    var example = try failing([])
    example.question.waivers = [try waiver()]
    #expect(example.decision.reasons.contains(.failed(scenario: "refresh/parallel", claims: [])))
  }

  @Test func `what is left after a waiver must not be inconclusive`() throws {
    let unseen = Finding(expectation: "/expect/0", verdict: .inconclusive, message: "No 401 was seen.")
    var example = try failing([storm, unseen])
    example.question.waivers = [try waiver()]
    #expect(example.decision.reasons == [.inconclusive(scenario: "refresh/parallel", why: "No 401 was seen.")])
    #expect(example.decision.exitStatus == 2)
  }

  @Test func `a waiver holds for the scenario that it names and for no other`() throws {
    var example = try failing([storm])
    example.question.waivers = [try waiver(scenario: "refresh/parallel")]
    #expect(example.decision.isOpen)
    example.question.waivers = [try waiver(scenario: "refresh/one-cycle")]
    #expect(example.decision.reasons.map(\.code) == ["waiver-stale", "failed"])
  }

  @Test func `a waiver may name an expectation`() throws {
    let finding = Finding(expectation: "/expect/0", verdict: .fail, message: "Seen twice.")
    var example = try failing([finding])
    let until = try #require(CalendarDate("2099-01-31"))
    example.question.waivers = [
      Waiver(target: .expectation("/expect/0"), scenario: nil, owner: "qa", reason: "known", expires: until)
    ]
    #expect(example.decision.isOpen)
  }

  @Test func `a waiver holds to the end of its day in UTC`() throws {
    var example = try failing([storm])
    example.question.waivers = [try waiver(expires: "2027-01-31")]
    let end = try #require(Instant(rfc3339: "2027-02-01T00:00:00Z"))
    example.question.at = end + .milliseconds(-1)
    #expect(example.decision.isOpen)
    example.question.at = end
    #expect(example.decision.reasons.map(\.code) == ["waiver-expired", "failed"])
    #expect(example.decision.exitStatus == 1)
  }

  @Test func `an expired waiver keeps the gate shut even where nothing fails`() throws {
    var example = try GateExample()
    example.question.waivers = [try waiver(expires: "2020-01-31")]
    #expect(example.decision.reasons == [.waiverExpired(example.question.waivers[0])])
  }

  @Test func `a waiver for what no longer fails keeps the gate shut`() throws {
    var example = try GateExample()
    example.question.waivers = [try waiver()]
    #expect(example.decision.reasons == [.waiverStale(example.question.waivers[0])])
    #expect(example.decision.exitStatus == 1)
  }

  @Test func `a waiver is not called stale as long as nobody knows`() throws {
    var example = try GateExample()
    example.question.waivers = [try waiver()]
    example.question.evidence.removeAll { $0.scenario == "refresh/parallel" }
    #expect(example.decision.reasons == [.missing(scenario: "refresh/parallel")])
  }

  @Test func `a waiver may excuse a warning`() throws {
    var example = try GateExample()
    var warning = storm
    warning.severity = .warn
    try example.found("refresh/parallel", .pass, findings: [warning])
    example.question.waivers = [try waiver()]
    #expect(example.decision.isOpen)
  }

  @Test func `a waiver for no scenario at all keeps the gate shut`() throws {
    var example = try failing([storm])
    example.question.waivers = [try waiver(), try waiver(scenario: "refresh/paralel")]
    #expect(example.decision.reasons == [.waiverMatchesNothing(example.question.waivers[1])])
  }
}
