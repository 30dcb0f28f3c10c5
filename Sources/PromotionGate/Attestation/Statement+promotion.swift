import JSONSource
import MockCore
import ScenarioCore

/// Where a ledger stood: how many rows each table had, and the digest of the last of them.
public struct LedgerAnchor: Hashable, Sendable, Codable {
  /// The end of one table.
  public struct End: Hashable, Sendable, Codable {
    /// The table.
    public var table: String
    /// The number of its last row; 0 for an empty table.
    public var row: Int64
    /// The digest of that row.
    public var digest: String

    /// Names the end of a table.
    public init(table: String, row: Int64, digest: String) {
      self.table = table
      self.row = row
      self.digest = digest
    }
  }

  /// The ends, by the order of the tables.
  public var ends: [End]

  /// Names the ends.
  public init(ends: [End]) {
    self.ends = ends
  }
}

extension Statement {
  /// The predicate type of the summary (in-toto attestation, predicates/svr.md, version 0.2, which requires
  /// `verifier.policies`).
  public static let promotionType = "https://in-toto.io/attestation/svr/v0.2"
  /// Who verified: Dryfit's gate in its first edition.
  public static let verifier = "https://dryfit.dev/gate/v1"
  /// The name of the extension that says where the ledger stood.
  public static let ledgerExtension = "https://dryfit.dev/attestation/ledger"
  /// The name of the extension that lists the files of the release packet.
  public static let packetExtension = "https://dryfit.dev/attestation/packet"

  /// The summary of a promotion.
  ///
  /// - Parameters:
  ///   - tested: what was tested.
  ///   - decision: the open gate.
  ///   - policies: the requirements, the waivers and the frozen set by which was judged.
  ///   - anchor: where the ledger stood.
  ///   - packet: the files of the release packet.
  public static func promotion(
    of tested: TestedVersion, decision: GateDecision, policies: [ResourceDescriptor], anchor: LedgerAnchor,
    packet: [ResourceDescriptor]
  ) -> Statement {
    let isWaived = decision.notes.contains { if case .waived = $0 { true } else { false } }
    let properties =
      ["DRYFIT_GATE_OPEN", "DRYFIT_MANIFEST_VALID"]
      + (isWaived ? ["DRYFIT_REQUIRED_SCENARIOS_PASSED_OR_WAIVED"] : ["DRYFIT_REQUIRED_SCENARIOS_PASSED"])
    let ends = anchor.ends.map { end -> JSONValue in
      ["table": .string(end.table), "row": .integer(end.row), "digest": .string(end.digest)]
    }
    let predicate: JSONValue = [
      "verifier": ["id": .string(verifier), "policies": .array(policies.map(\.json))],
      "timeCreated": .string(decision.at.rfc3339), "properties": .array(properties.map(JSONValue.string)),
      ledgerExtension: .array(ends), packetExtension: .array(packet.map(\.json)),
    ]
    return Statement(subject: tested.subject, predicateType: promotionType, predicate: predicate)
  }

  /// Where the ledger stood, as the summary of a promotion says.
  public var anchor: LedgerAnchor? {
    predicate[Self.ledgerExtension]?.arrayValue.map { ends in
      LedgerAnchor(
        ends: ends.compactMap { end in
          guard let table = end["table"]?.stringValue, let row = end["row"]?.integerValue,
            let digest = end["digest"]?.stringValue
          else { return nil }
          return LedgerAnchor.End(table: table, row: row, digest: digest)
        })
    }
  }

  /// The files of the release packet with their digests, as the summary of a promotion says.
  public var packet: [ResourceDescriptor] {
    (predicate[Self.packetExtension]?.arrayValue ?? []).compactMap { file in
      guard let name = file["name"]?.stringValue, let digits = file["digest"]?["sha256"]?.stringValue else {
        return nil
      }
      return Digest("sha256:" + digits).map { ResourceDescriptor(name: name, digest: $0) }
    }
  }
}
