import ArgumentParser
import EvidenceLedger
import Foundation
import JSONSource
import PromotionGate
import ScenarioCore

/// `dryfit verify`: whether an attestation is what was signed; offline.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Says whether an attestation, or a whole release packet, is what was signed.",
    discussion: """
      EXAMPLE: dryfit verify release-0.4.0 --key key.pem.pub

      Of a release packet every file is compared with what was signed. Nothing is asked of the network.
      """)

  @Argument(help: "An attestation (a DSSE envelope), or a release packet, its folder or its .zip.", completion: .file())
  var file: String
  @Option(help: "The public key, in PEM.", completion: .file())
  var key: String
  @Flag(help: "Print what was verified as JSON.")
  var json = false

  func run() async throws {
    try await reportingFailures {
      guard let pem = FileManager.default.contents(atPath: key) else { throw missing(key) }
      guard let key = VerifyingKey(pem: String(decoding: pem, as: UTF8.self)) else {
        complain("error: \(key) holds no Ed25519 public key in PEM\n→ dryfit key create writes one that ends in .pub")
        throw ExitStatus.fileWrong
      }
      guard let packet = try PacketContents(at: file) else {
        return show(try statement(in: file, FileManager.default.contents(atPath: file), key))
      }
      let name = PacketContents.promotion
      let promotion = try statement(in: file + "/" + name, packet.files[name].map { Data($0) }, key)
      let faults = packet.faults(against: promotion.packet)
      for fault in faults { complain("refused: \(fault)") }
      guard faults.isEmpty else { throw ExitCode(1) }
      if json { return show(promotion, files: promotion.packet) }
      show(promotion)
      print("packet: \(promotion.packet.count) files, all as they were signed")
    }
  }

  private func statement(in path: String, _ bytes: Data?, _ key: VerifyingKey) throws -> Statement {
    guard let bytes else { throw missing(path) }
    let diagnostics = Diagnostics()
    let envelope = Envelope.reader.parse(SourceFile(name: path, bytes: Array(bytes)), into: diagnostics)
    for diagnostic in diagnostics.all { complain(diagnostic.rendered()) }
    guard let envelope, !diagnostics.hasErrors else { throw refused("\(path) is no signed envelope") }
    guard key.verifies(envelope) else {
      throw refused("\(path): no signature is by this key over these bytes; it was altered, or another key signed it")
    }
    guard envelope.payloadType == Envelope.statementType, let statement = Statement(envelope.payload) else {
      throw refused("\(path): what was signed is no in-toto statement of edition 1")
    }
    guard envelope.signatures.allSatisfy({ $0.keyID.isEmpty || $0.keyID == key.id }) || envelope.signatures.count > 1
    else { throw refused("\(path): the signature is good, but the key id beside it is not this key's") }
    if envelope.text != String(decoding: bytes, as: UTF8.self) {
      complain("note: \(path) is not written as Dryfit writes it; what was signed is as it was")
    }
    return statement
  }

  private func missing(_ path: String) -> ExitCode {
    complain("error: \(path) cannot be read")
    return ExitStatus.fileWrong
  }

  private func refused(_ words: String) -> ExitCode {
    complain("refused: \(words)")
    return ExitCode(1)
  }

  private func show(_ statement: Statement, files: [ResourceDescriptor]? = nil) {
    guard json else { return print(Self.text(of: statement), terminator: "") }
    var object: JSONObject = [
      "predicateType": .string(statement.predicateType), "subject": .array(statement.subject.map(Self.json)),
      "predicate": statement.predicate,
    ]
    object["files"] = files.map { .array($0.map(Self.json)) }
    Listing.show(object)
  }

  private static func json(of resource: ResourceDescriptor) -> JSONValue {
    ["name": .string(resource.name), "digest": .string(resource.digest.text)]
  }

  private static func text(of statement: Statement) -> String {
    let subjects = statement.subject.map { "  \($0.name): \($0.digest)" }
    let properties = (statement.predicate["properties"]?.arrayValue ?? []).compactMap(\.stringValue)
    let result = statement.predicate["result"]?.stringValue.map { [$0] } ?? []
    let lines = ["verified: \(statement.predicateType)"] + subjects + (properties + result).map { "  \($0)" }
    return lines.map { $0 + "\n" }.joined()
  }
}
