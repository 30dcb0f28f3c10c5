import JSONSource
import MockCore
import ScenarioCore

/// What was tested for a version, in the order of the scenarios, with the evidence that counts.
public struct TestedVersion: Hashable, Sendable {
  /// The version.
  public var version: Version
  /// The connector's name.
  public var connector: String
  /// For each demanded scenario the newest evidence on the present bytes; never empty.
  public var evidence: [Evidence]

  /// Names what was tested.
  public init(version: Version, connector: String, evidence: [Evidence]) {
    self.version = version
    self.connector = connector
    self.evidence = evidence
  }

  /// The bytes that the statements speak of: the connector's build, and the manifest.
  public var subject: [ResourceDescriptor] {
    let build = evidence.first.map { ResourceDescriptor(name: connector, digest: $0.bytes.connector) }
    return [build].compactMap(\.self) + [ResourceDescriptor(name: "manifest.json", digest: version.manifest)]
  }
}

extension Statement {
  /// The predicate type of test results (in-toto attestation, predicates/test-result.md).
  public static let testResultType = "https://in-toto.io/attestation/test-result/v0.1"

  /// What the scenarios came to. A failure that was waived is a warning.
  ///
  /// The configuration names every file that a verdict depends on; a scenario's entry carries seed, verdict and
  /// findings as annotations.
  public static func testResult(of tested: TestedVersion) -> Statement {
    let passed = tested.evidence.filter { $0.verdict == .pass }.map(\.name)
    let warned = tested.evidence.filter { $0.verdict != .pass }.map(\.name)
    let predicate: JSONValue = [
      "result": warned.isEmpty ? "PASSED" : "WARNED", "configuration": .array(configuration(of: tested).map(\.json)),
      "passedTests": .array(passed.map(JSONValue.string)), "warnedTests": .array(warned.map(JSONValue.string)),
      "failedTests": [],
    ]
    return Statement(subject: tested.subject, predicateType: testResultType, predicate: predicate)
  }

  private static func configuration(of tested: TestedVersion) -> [ResourceDescriptor] {
    let shared = tested.evidence.first.map { first in
      [TestedBytes.Part.connectorFile, .catalog, .dryfit].compactMap { part in
        first.bytes[part].map { ResourceDescriptor(name: part.rawValue, digest: $0) }
      }
    }
    return (shared ?? [])
      + tested.evidence.map { evidence in
        ResourceDescriptor(
          name: "scenario \(evidence.name)", digest: evidence.bytes.scenario, annotations: annotations(of: evidence))
      }
  }

  private static func annotations(of evidence: Evidence) -> JSONObject {
    let findings = evidence.findings.filter { $0.verdict == .fail || $0.verdict == .inconclusive }
    return [
      "verdict": .string(evidence.verdict.rawValue), "seed": .string("\(evidence.seed)"),
      "at": .string(evidence.at.rfc3339), "world": .string(evidence.bytes.world.text),
      "profile": .string(evidence.bytes.profile.text),
      "findings": .array(
        findings.map { finding in
          [
            "claim": .string(finding.claim), "verdict": .string(finding.verdict.rawValue),
            "severity": .string(finding.severity.rawValue), "message": .string(finding.message),
          ]
        }),
    ]
  }
}

extension Evidence {
  /// The scenario with the combination of its matrix.
  var name: String { ScenarioName.text(scenario, parameters) }
}
