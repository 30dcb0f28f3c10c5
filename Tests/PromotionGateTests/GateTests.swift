import MockCore
import ScenarioCore
import Testing

@testable import PromotionGate

@Suite struct GateTests {
  private let storm = Finding(check: "refresh/single-flight", verdict: .fail, message: "Two refreshes at once.")

  @Test func `the gate is open when every required scenario passed on exactly these bytes`() throws {
    let decision = try GateExample().decision
    #expect(decision.isOpen)
    #expect(decision.exitStatus == 0)
    #expect(decision.required == 2)
    #expect(decision.notes.isEmpty)
  }

  @Test func `a required scenario without evidence keeps it shut with status 2`() throws {
    var example = try GateExample()
    example.question.evidence.removeAll { $0.scenario == "refresh/parallel" }
    #expect(example.decision.reasons == [.missing(scenario: "refresh/parallel")])
    #expect(example.decision.exitStatus == 2)
  }

  @Test func `a scenario that is not required may lack its evidence`() throws {
    var example = try GateExample()
    example.question.evidence.removeAll { $0.scenario == "login/allow" }
    #expect(example.decision.isOpen)
  }

  @Test func `a failure keeps it shut with status 1 and names what failed`() throws {
    var example = try GateExample()
    try example.found("refresh/parallel", .fail, findings: [storm])
    #expect(example.decision.reasons == [.failed(scenario: "refresh/parallel", claims: ["refresh/single-flight"])])
    #expect(example.decision.exitStatus == 1)
  }

  @Test func `a failure beside missing evidence is a failure`() throws {
    var example = try GateExample()
    try example.found("refresh/parallel", .fail, findings: [storm])
    example.question.evidence.removeAll { $0.scenario == "refresh/one-cycle" }
    #expect(example.decision.reasons.map(\.code) == ["missing", "failed"])
    #expect(example.decision.exitStatus == 1)
  }

  @Test func `what proved nothing is not passed`() throws {
    var example = try GateExample()
    let finding = Finding(expectation: "/expect/0", verdict: .inconclusive, message: "No 401 was seen.")
    try example.found("refresh/parallel", .inconclusive, findings: [finding])
    #expect(example.decision.reasons == [.inconclusive(scenario: "refresh/parallel", why: "No 401 was seen.")])
    #expect(example.decision.exitStatus == 2)
  }

  @Test func `a check that was not exercised is not passed`() throws {
    var example = try GateExample()
    try example.found("refresh/parallel", .notExercised)
    #expect(example.decision.exitStatus == 2)
  }

  @Test func `a scenario that is not applicable counts as missing`() throws {
    var example = try GateExample()
    try example.found("refresh/parallel", .notApplicable, reason: "no action \"read\"")
    #expect(example.decision.reasons == [.notApplicable(scenario: "refresh/parallel", why: "no action \"read\"")])
    #expect(example.decision.exitStatus == 2)
  }

  @Test func `a scenario that is not scored is not demanded and is told`() throws {
    var example = try GateExample()
    try example.found("refresh/parallel", .notApplicable, reason: "no action \"read\"")
    let exception = Requirements.NotScored(scenario: try pattern("refresh/parallel"), reason: "one call at a time")
    example.question.requirements.notScored = [exception]
    #expect(example.decision.isOpen)
    #expect(example.decision.notes == [.notScored(scenario: "refresh/parallel", why: "one call at a time")])
  }

  @Test(arguments: TestedBytes.Part.allCases)
  func `evidence on other bytes is stale and says which`(part: TestedBytes.Part) throws {
    var example = try GateExample()
    example.tested("refresh/parallel") { $0.change(part) }
    #expect(example.decision.reasons == [.staleBytes(scenario: "refresh/parallel", changed: [part])])
    #expect(example.decision.exitStatus == 1)
  }

  @Test func `a pass on these bytes counts whatever was found on others later`() throws {
    var example = try GateExample()
    var other = evidence(try example.scenario("refresh/parallel"), .fail)
    other.bytes.connector = digest(99)
    other.at = GateExample.noon + .seconds(60)
    example.question.evidence.append(other)
    #expect(example.decision.isOpen)
  }

  @Test func `of several results on the same bytes the newest counts and the others are told`() throws {
    var example = try GateExample()
    try example.add("refresh/parallel", .fail, findings: [storm], after: 60)
    #expect(example.decision.reasons == [.failed(scenario: "refresh/parallel", claims: ["refresh/single-flight"])])
    #expect(example.decision.notes == [.resultsDiffer(scenario: "refresh/parallel", passed: 1, failed: 1)])

    try example.add("refresh/parallel", .pass, after: 120)
    #expect(example.decision.isOpen)
    #expect(example.decision.notes == [.resultsDiffer(scenario: "refresh/parallel", passed: 2, failed: 1)])
  }

  @Test func `of two results of the same moment the one recorded later counts`() throws {
    var example = try GateExample()
    try example.add("refresh/parallel", .fail, findings: [storm])
    #expect(example.decision.exitStatus == 1)
  }

  @Test func `evidence from after the moment that is asked about is not looked at`() throws {
    var example = try GateExample()
    try example.add("refresh/parallel", .fail, findings: [storm], after: 7200)
    #expect(example.decision.isOpen)
    example.question.at = GateExample.noon + .seconds(7200)
    #expect(!example.decision.isOpen)
  }

  @Test func `the combinations of a matrix are demanded one by one`() throws {
    var example = try GateExample()
    example.question.scenarios[0].parameters = ["profile": "strict"]
    #expect(example.decision.reasons == [.missing(scenario: "refresh/one-cycle [profile=strict]")])
    example.question.evidence[0].parameters = ["profile": "strict"]
    #expect(example.decision.isOpen)
  }

  @Test func `an empty set of requirements opens nothing`() throws {
    var example = try GateExample()
    example.question.requirements.required = []
    #expect(example.decision.reasons == [.nothingRequired])
    #expect(example.decision.exitStatus == 1)
  }

  @Test func `requirements of which every scenario is excepted open nothing`() throws {
    var example = try GateExample()
    example.question.requirements.notScored = [.init(scenario: try pattern("refresh/*"), reason: "later")]
    #expect(example.decision.reasons == [.nothingRequired])
  }

  @Test(arguments: [("refesh/**", "refresh/**"), ("refresh/paralel", "refresh/parallel")])
  func `a requirement that no scenario answers to keeps it shut`(wrong: String, right: String) throws {
    var example = try GateExample()
    example.question.requirements.required.append(try pattern(wrong))
    #expect(example.decision.reasons == [.requirementMatchesNothing(try pattern(wrong), nearest: right)])
    #expect(example.decision.exitStatus == 1)
  }
}

extension TestedBytes {
  /// Makes one part differ.
  mutating func change(_ part: Part) {
    switch part {
    case .connector: connector = digest(99)
    case .connectorFile: connectorFile = digest(99)
    case .manifest: manifest = nil
    case .scenario: scenario = digest(99)
    case .world: world = digest(99)
    case .profile: profile = digest(99)
    case .catalog: catalog = digest(99)
    case .dryfit: dryfit = digest(99)
    }
  }
}
