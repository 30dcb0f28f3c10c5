import MockCore
import ScenarioCore
import Testing

@testable import PromotionGate

@Suite struct GateVersionTests {
  @Test func `a version that was never created is the only reason`() throws {
    var example = try GateExample()
    example.question.version = SemanticVersion(major: 0, minor: 5, patch: 0)
    example.question.evidence = []
    #expect(example.decision.reasons == [.versionUnknown(example.question.version, known: [example.version.number])])
    #expect(example.decision.exitStatus == 1)
  }

  @Test func `the manifest must be that of the version`() throws {
    var example = try GateExample()
    example.question.manifest?.version = SemanticVersion(major: 0, minor: 4, patch: 1)
    let other = try #require(example.question.manifest?.version)
    let reason = Reason.manifestOfAnotherVersion(example.version.number, manifest: other)
    #expect(example.decision.reasons == [reason])
  }

  @Test func `a manifest that changed since is said once and not for every scenario`() throws {
    var example = try GateExample()
    example.question.manifestDigest = digest(99)
    for index in example.question.scenarios.indices { example.question.scenarios[index].bytes.manifest = digest(99) }
    #expect(example.decision.reasons == [.manifestChanged(example.version.number)])
    #expect(example.decision.exitStatus == 1)
  }

  @Test func `what was promoted is not promoted again`() throws {
    var example = try GateExample()
    example.question.versions[0].state = .promoted
    #expect(example.decision.reasons == [.alreadyPromoted(example.version.number, at: GateExample.noon)])
  }

  @Test func `a version below one that was promoted stays behind, and one above it does not`() throws {
    var example = try GateExample()
    var other = example.version
    other.state = .promoted
    other.number = SemanticVersion(major: 0, minor: 10, patch: 0)
    example.question.versions.append(other)
    #expect(example.decision.reasons == [.versionNotHigher(example.version.number, last: other.number)])
    example.question.versions[1].number = SemanticVersion(major: 0, minor: 3, patch: 9)
    #expect(example.decision.isOpen)
    example.question.versions[1].number = other.number
    example.question.versions[1].state = .readyForTesting
    #expect(example.decision.isOpen)
  }

  @Test func `of an altered ledger nothing else is said`() throws {
    var example = try GateExample()
    example.question.ledgerFaults = ["evidence: row 2 was altered"]
    example.question.versions = []
    #expect(example.decision.reasons == [.ledgerAltered(faults: ["evidence: row 2 was altered"])])
    #expect(example.decision.exitStatus == 1)
    #expect(example.decision.reasons[0].message == "It was altered: evidence: row 2 was altered.")
  }

  @Test func `a version is created higher than the last one with a key of 36 characters`() throws {
    let example = try GateExample()
    var ids = IDSource(seed: 1)
    let version = try CreateVersion.decide(
      manifest: try #require(example.question.manifest), digest: digest(2), existing: [], at: GateExample.noon,
      ids: &ids
    ).get()
    #expect(version.state == .readyForTesting)
    #expect(version.manifest == digest(2))
    #expect(version.created == GateExample.noon)
    #expect(version.sandboxKey.count == Version.keyLength)
  }

  @Test(arguments: ["0.4.0", "0.4.1", "1.0.0"])
  func `a version that is not higher than the last one is refused`(last: String) throws {
    let example = try GateExample()
    var ids = IDSource(seed: 1)
    var existing = example.version
    existing.number = try #require(SemanticVersion(last))
    let result = CreateVersion.decide(
      manifest: try #require(example.question.manifest), digest: digest(2), existing: [existing], at: GateExample.noon,
      ids: &ids)
    let reason = Reason.versionNotHigher(example.version.number, last: existing.number)
    #expect(result == .failure(VersionRefusal(reason: reason)))
  }

  @Test(arguments: ["0.3.9", "0.0.1"])
  func `a version that is higher than the last one is created`(last: String) throws {
    let example = try GateExample()
    var ids = IDSource(seed: 1)
    var existing = example.version
    existing.number = try #require(SemanticVersion(last))
    let result = CreateVersion.decide(
      manifest: try #require(example.question.manifest), digest: digest(2), existing: [existing], at: GateExample.noon,
      ids: &ids)
    #expect(try result.get().number == example.version.number)
  }

  @Test(arguments: ["0.0.1", "0.4.0", "10.20.30"])
  func `three integers are a version`(text: String) { #expect(SemanticVersion(text)?.description == text) }

  @Test(arguments: [
    "", "1", "1.0", "1.0.0.0", "01.0.0", "1.00.0", "-1.0.0", "+1.0.0", "1.0.0-rc1", "1..0", "v1.0.0", "1.0.x", "٤.0.0",
  ])
  func `anything else is not`(text: String) { #expect(SemanticVersion(text) == nil) }

  @Test func `versions are ordered by their numbers and not by their letters`() throws {
    let low = try #require(SemanticVersion("0.9.9"))
    let high = try #require(SemanticVersion("0.10.0"))
    #expect(low < high)
    #expect(!(high < low))
  }

  @Test func `what was demanded at the version's creation must be demanded still`() throws {
    var example = try GateExample()
    example.question.frozen = RequirementSet(of: example.question.requirements, among: example.question.scenarios)
    #expect(example.decision.isOpen)
    let number = example.version.number

    example.question.requirements = Requirements(required: [try pattern("refresh/one-cycle"), try pattern("login/*")])
    let loosened = Reason.suiteChanged(
      number, added: ["login/allow"], removed: ["refresh/parallel"], changed: [])
    #expect(example.decision.reasons == [loosened])
    #expect(example.decision.exitStatus == 1)

    example.question.requirements = Requirements(required: [try pattern("refresh/**")])
    example.question.scenarios[0].bytes.scenario = digest(77)
    example.question.evidence = example.question.scenarios.map { evidence($0, .pass) }
    let changed = Reason.suiteChanged(number, added: [], removed: [], changed: ["refresh/one-cycle"])
    #expect(example.decision.reasons == [changed])
  }

  @Test func `a manifest that is none is a reason with its mistakes`() throws {
    var example = try GateExample()
    example.question.manifest = nil
    example.question.manifestMistakes = ["\"instructions\" is missing"]
    let reason = Reason.manifestInvalid(example.version.number, mistakes: ["\"instructions\" is missing"])
    #expect(example.decision.reasons == [reason])
    #expect(reason.message == "The manifest is no valid one: \"instructions\" is missing.")
  }

  @Test func `customers are not told a key of the sandbox`() throws {
    var example = try GateExample()
    let key = example.version.sandboxKey
    example.question.manifest?.postInstallationNotes = "Install with \(key.uppercased())."
    #expect(example.decision.reasons == [.keyKindWrong(example.version.number)])
    example.question.manifest?.postInstallationNotes = "Install with \(key.dropLast())."
    #expect(example.decision.isOpen)
  }

  @Test func `a version is saved with another manifest and key while it is Ready for Testing`() throws {
    let example = try GateExample()
    let manifest = try #require(example.question.manifest)
    var ids = IDSource(seed: 1)
    func save(_ existing: [Version]) -> Result<Version, VersionRefusal> {
      CreateVersion.save(manifest: manifest, digest: digest(9), existing: existing, at: GateExample.noon, ids: &ids)
    }
    let saved = try save([example.version]).get()
    #expect(saved.manifest == digest(9))
    #expect(saved.number == example.version.number)
    #expect(saved.sandboxKey != example.version.sandboxKey)

    var promoted = example.version
    promoted.state = .promoted
    let refusal = VersionRefusal(reason: .alreadyPromoted(promoted.number, at: promoted.created))
    #expect(save([promoted]) == .failure(refusal))
    #expect(save([]) == .failure(VersionRefusal(reason: .versionUnknown(manifest.version, known: []))))
  }
}

extension GateExample {
  var version: Version { question.versions[0] }
}
