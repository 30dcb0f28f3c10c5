import JSONSource
import MockCore
import ScenarioCore
import Testing

@testable import PromotionGate

struct AttestationTests {
  @Test func `what is signed is the example of the protocol's page`() {
    let encoded = Envelope.preAuthenticationEncoding(
      type: "http://example.com/HelloWorld", body: Array("hello world".utf8))
    #expect(String(decoding: encoded, as: UTF8.self) == "DSSEv1 29 http://example.com/HelloWorld 11 hello world")
  }

  @Test(arguments: [
    ("application/vnd.exämple+json", "{}", "DSSEv1 29 application/vnd.exämple+json 2 {}"),
    ("application/vnd.in-toto+json", "", "DSSEv1 28 application/vnd.in-toto+json 0 "),
  ])
  func `lengths count bytes, and an empty body is encoded too`(type: String, body: String, expected: String) {
    let encoded = Envelope.preAuthenticationEncoding(type: type, body: Array(body.utf8))
    #expect(String(decoding: encoded, as: UTF8.self) == expected)
  }

  @Test func `an envelope is read as it was written`() throws {
    let signature = Envelope.Signature(keyID: "a", bytes: [0xFB, 0xFF, 0xBF])
    let envelope = Envelope(payload: Array("{\"a\":1}".utf8), signatures: [signature])
    #expect(read(Envelope.reader, envelope.text) == envelope)
    let urlSafe = envelope.text.replacing("+/+/", with: "-_-_")
    #expect(urlSafe != envelope.text)
    #expect(read(Envelope.reader, urlSafe) == envelope)
  }

  @Test(arguments: [
    #"{"payload":"e30=","payloadType":"a","signatures":[]}"#,
    #"{"payload":"e30","payloadType":"a","signatures":[{"sig":""}]}"#,
    #"{"payload":"e31=","payloadType":"a","signatures":[{"sig":""}]}"#,
    #"{"payload":"e30=","signatures":[{"sig":""}]}"#,
    #"{"payload":"e30=","payloadType":"a","signatures":[{"sig":"AAAA"}],"more":1}"#,
  ])
  func `what is no envelope is not read as one`(text: String) {
    #expect(!complaints(Envelope.reader, text).isEmpty)
  }

  @Test func `a statement is read as it was written`() throws {
    let statement = Statement.testResult(of: try tested())
    #expect(Statement(Array(statement.text.utf8)) == statement)
    let other = statement.text.replacing("Statement/v1", with: "Statement/v2")
    #expect(Statement(Array(other.utf8)) == nil)
    #expect(Statement(Array(statement.text.replacing("sha256", with: "sha1").utf8)) == nil)
  }

  @Test func `test results name what passed, what was waived, and every file they depend on`() throws {
    var tested = try tested()
    #expect(Statement.testResult(of: tested).predicate["result"] == "PASSED")
    tested.evidence[1].verdict = .fail
    tested.evidence[1].findings = [Finding(check: "refresh/single-flight", verdict: .fail, message: "Two refreshes.")]
    let statement = Statement.testResult(of: tested)
    #expect(statement.subject.map(\.name) == ["acme", "manifest.json"])
    #expect(statement.predicate["result"] == "WARNED")
    #expect(statement.predicate["passedTests"] == ["refresh/one-cycle"])
    #expect(statement.predicate["warnedTests"] == ["refresh/parallel"])
    let names = statement.predicate["configuration"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
    #expect(
      names == ["connector-file", "catalog", "dryfit", "scenario refresh/one-cycle", "scenario refresh/parallel"])
    let finding = statement.predicate["configuration"]?[4]?["annotations"]?["findings"]?[0]
    #expect(finding?["message"] == "Two refreshes.")
  }

  @Test func `a promotion names its policies, where the ledger stood, and the packet`() throws {
    let anchor = LedgerAnchor(ends: [LedgerAnchor.End(table: "runs", row: 3, digest: digest(8).text)])
    let packet = [ResourceDescriptor(name: "PORTAL.md", digest: digest(9))]
    let policies = [ResourceDescriptor(name: "requirements.json", digest: digest(10))]
    let example = try GateExample()
    func promotion(_ decision: GateDecision) throws -> Statement {
      Statement.promotion(of: try tested(), decision: decision, policies: policies, anchor: anchor, packet: packet)
    }
    let statement = try promotion(example.decision)
    #expect(statement.predicateType == "https://in-toto.io/attestation/svr/v0.2")
    #expect(statement.predicate["verifier"]?["policies"]?[0]?["name"] == "requirements.json")
    #expect(statement.predicate["properties"]?[2] == "DRYFIT_REQUIRED_SCENARIOS_PASSED")
    #expect(statement.anchor == anchor)
    #expect(statement.packet == packet)
    var waived = example.decision
    waived.notes = [.waived(scenario: "refresh/parallel", waivers: [])]
    #expect(try promotion(waived).predicate["properties"]?[2] == "DRYFIT_REQUIRED_SCENARIOS_PASSED_OR_WAIVED")
  }

  private func tested() throws -> TestedVersion {
    let example = try GateExample()
    return TestedVersion(
      version: example.question.versions[0], connector: "acme", evidence: Gate.evidence(for: example.question))
  }
}
