import JSONSource
import MockCore
import ScenarioCore
import Testing

@testable import PromotionGate

/// A version whose gate is open, for tests to take something away from.
struct GateExample {
  static let noon = Instant(seconds: 1_800_000_000)
  static let manifestText = """
    { "format": 1, "app": "Acme RFI Sync", "version": "0.4.0",
      "components": [
        { "type": "user-level-authentication", "redirectUris": ["https://acme.example/oauth/callback"] }
      ],
      "instructions": { "url": "https://acme.example/setup", "pageName": "Setting up Acme RFI Sync" },
      "postInstallationNotes": "Sign in at acme.example.", "uses": { "RFIs": "standard" } }
    """

  var question: GateQuestion

  /// The scenarios are `refresh/one-cycle`, `refresh/parallel`, `login/allow` and `secrets/output`; the first two are
  /// required.
  init() throws {
    let manifest = try #require(read(Manifest.reader(), Self.manifestText))
    let version = Version(
      number: manifest.version, app: manifest.app, manifest: digest(2), state: .readyForTesting, created: Self.noon,
      sandboxKey: "00000000-0000-0000-0000-000000000000")
    let identities = ["refresh/one-cycle", "refresh/parallel", "login/allow", "secrets/output"]
    question = GateQuestion(
      version: manifest.version, versions: [version], manifest: manifest, manifestDigest: digest(2),
      requirements: Requirements(required: [try pattern("refresh/**")]),
      scenarios: identities.enumerated().map {
        CurrentScenario(identity: $0.element, bytes: bytes(scenario: $0.offset))
      },
      evidence: [], at: Self.noon + .seconds(3600))
    question.evidence = question.scenarios.map { evidence($0, .pass) }
  }

  /// The scenario of that identity.
  func scenario(_ identity: String) throws -> CurrentScenario {
    try #require(question.scenarios.first { $0.identity == identity })
  }

  /// Replaces all evidence of a scenario.
  mutating func found(
    _ identity: String, _ verdict: Verdict, findings: [Finding] = [], reason: String? = nil
  ) throws {
    question.evidence.removeAll { $0.scenario == identity }
    try add(identity, verdict, findings: findings, reason: reason)
  }

  /// Adds evidence on the present bytes, some seconds after noon.
  mutating func add(
    _ identity: String, _ verdict: Verdict, findings: [Finding] = [], reason: String? = nil, after seconds: Int = 0
  ) throws {
    var evidence = evidence(try scenario(identity), verdict, findings: findings, reason: reason)
    evidence.at = Self.noon + .seconds(seconds)
    question.evidence.append(evidence)
  }

  /// Changes some bytes of the evidence of a scenario.
  mutating func tested(_ identity: String, on change: (inout TestedBytes) -> Void) {
    for index in question.evidence.indices where question.evidence[index].scenario == identity {
      change(&question.evidence[index].bytes)
    }
  }

  /// The decision.
  var decision: GateDecision { Gate.decide(question) }
}

func evidence(
  _ scenario: CurrentScenario, _ verdict: Verdict, findings: [Finding] = [], reason: String? = nil
) -> Evidence {
  let result = ScenarioResult(
    scenario: scenario.identity, title: "It holds", verdict: verdict, reason: reason, findings: findings)
  return Evidence(of: result, bytes: scenario.bytes, seed: 7, at: GateExample.noon, version: "0.4.0")
}

func bytes(scenario: Int) -> TestedBytes {
  TestedBytes(
    connector: digest(0), connectorFile: digest(1), manifest: digest(2), scenario: digest(UInt8(100 + scenario)),
    world: digest(4), profile: digest(5), catalog: digest(6), dryfit: digest(7))
}

func digest(_ byte: UInt8) -> Digest { Digest(sha256: [UInt8](repeating: byte, count: 32)) }

func pattern(_ text: String) throws -> ScenarioPattern { try #require(ScenarioPattern(text)) }

func waiver(
  check: String = "refresh/single-flight", scenario: String? = nil, expires: String = "2099-01-31"
) throws -> Waiver {
  Waiver(
    target: .check(check), scenario: try scenario.map(pattern), owner: "qa@acme.example", reason: "known",
    expires: try #require(CalendarDate(expires)))
}

/// Reads a text, and nil where it has an error.
func read<Value>(_ reader: Reader<Value>, _ text: String) -> Value? {
  reader.parse(SourceFile(name: "test.json", text: text), into: Diagnostics())
}

/// The first line of every diagnostic of a text.
func complaints<Value>(_ reader: Reader<Value>, _ text: String) -> [String] {
  let diagnostics = Diagnostics()
  _ = reader.parse(SourceFile(name: "test.json", text: text), into: diagnostics)
  return diagnostics.inOrder.map { [$0.message, $0.hint].compactMap(\.self).joined(separator: "; ") }
}
