import EvidenceLedger
import Foundation
import MockCore
import PromotionGate
import ScenarioCore
import Testing

/// Signed statements, read by the libraries of in-toto and of the update framework, which know nothing of this project.
@Suite(.enabled(if: InTotoPackages.areThere, "in-toto-attestation could not be installed (python3 -m venv, pip)"))
struct ForeignVerifierTests {
  private let folder: TemporaryFolder
  private let key = SigningKey()

  init() throws { folder = try TemporaryFolder() }

  private func tested() -> TestedVersion {
    TestedVersion(version: version(0), connector: "acme", evidence: run().evidence.map(\.evidence))
  }

  /// What the libraries say of an envelope: the kind of its predicate, or why they refuse it.
  private func verdict(on envelope: String, key: VerifyingKey) throws -> String {
    try folder.write(envelope, to: "statement.json")
    try folder.write(key.pem, to: "key.pub")
    try folder.write(Self.script, to: "verify.py")
    let output = try InTotoPackages.python([
      folder["verify.py"], folder["statement.json"], folder["key.pub"], self.key.verifying.id,
    ])
    return output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func `the statement about the tests is verified and read by others`() throws {
    let text = try key.sign(.testResult(of: tested())).text
    #expect(try verdict(on: text, key: key.verifying) == "verified https://in-toto.io/attestation/test-result/v0.1")
  }

  @Test func `the statement about the promotion is verified and read by others`() throws {
    let decision = GateDecision(version: version(0).number, at: noon, required: 1, reasons: [])
    let anchor = try Ledger(file: folder["ledger.sqlite"]).anchor()
    let policies = [ResourceDescriptor(name: "requirements.json", digest: digest(9))]
    let statement = Statement.promotion(
      of: tested(), decision: decision, policies: policies, anchor: anchor, packet: policies)
    #expect(
      try verdict(on: key.sign(statement).text, key: key.verifying)
        == "verified https://in-toto.io/attestation/svr/v0.2")
  }

  @Test func `another key, and an altered statement, are refused by others too`() throws {
    let envelope = try key.sign(.testResult(of: tested()))
    #expect(try verdict(on: envelope.text, key: SigningKey().verifying) == "refused VerificationError")
    var altered = envelope
    altered.payload[altered.payload.count / 2] ^= 1
    #expect(try verdict(on: altered.text, key: key.verifying) == "refused VerificationError")
  }

  private static let script = """
    import json, sys
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from google.protobuf.json_format import Parse, ParseDict
    from in_toto_attestation.predicates.test_result.v0 import test_result_pb2
    from in_toto_attestation.v1 import statement_pb2
    from in_toto_attestation.v1.statement import Statement
    from securesystemslib.dsse import Envelope
    from securesystemslib.exceptions import VerificationError
    from securesystemslib.signer import SSlibKey

    with open(sys.argv[1]) as file:
        envelope = Envelope.from_dict(json.load(file))
    with open(sys.argv[2], "rb") as file:
        key = SSlibKey.from_crypto(load_pem_public_key(file.read()), keyid=sys.argv[3])
    try:
        envelope.verify([key], threshold=1)
    except VerificationError:
        print("refused VerificationError")
        sys.exit()
    assert envelope.payload_type == "application/vnd.in-toto+json", envelope.payload_type
    statement = Statement.copy_from_pb(Parse(envelope.payload, statement_pb2.Statement()))
    statement.validate()
    predicate = json.loads(envelope.payload)["predicate"]
    if statement.pb.predicate_type.startswith("https://in-toto.io/attestation/test-result/"):
        result = ParseDict(predicate, test_result_pb2.TestResult())
        assert result.result in ("PASSED", "WARNED", "FAILED"), result.result
        assert len(result.configuration) > 0
    else:
        assert predicate["verifier"]["id"] and predicate["timeCreated"] and predicate["properties"]
        assert all(policy["digest"]["sha256"] for policy in predicate["verifier"]["policies"])
    print("verified", statement.pb.predicate_type)
    """
}

/// The packages `in-toto-attestation` and `securesystemslib` from PyPI, installed once into a folder of their own.
enum InTotoPackages {
  static let areThere = (try? install()) == true

  private static let folder = FileManager.default.temporaryDirectory.appending(path: "dryfit-in-toto")
  private static let program = folder.appending(path: "bin/python").path

  /// Runs a script; the output is read while it runs, so that a full pipe holds nothing up.
  static func python(_ arguments: [String]) throws -> String { try start(program, arguments).output }

  private static func install() throws -> Bool {
    let packages = "import in_toto_attestation, securesystemslib, cryptography"
    if (try? start(program, ["-c", packages]))?.status == 0 { return true }
    guard try start("/usr/bin/env", ["python3", "-m", "venv", folder.path]).status == 0 else { return false }
    let pip = [
      "install", "--quiet", "--retries", "1", "--timeout", "20", "in-toto-attestation==0.9.3",
      "securesystemslib[crypto]==1.6.0",
    ]
    return try start(folder.appending(path: "bin/pip").path, pip).status == 0
  }

  private static func start(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
