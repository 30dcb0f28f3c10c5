import EvidenceLedger
import Foundation
import HTTPTypes
import MockCore
import PromotionGate
import ScenarioCore

let noon = Instant(seconds: 1_800_000_000)

func digest(_ byte: UInt8) -> Digest { Digest(sha256: [UInt8](repeating: byte, count: 32)) }

func version(_ patch: Int, _ state: Version.State = .readyForTesting) -> Version {
  Version(
    number: SemanticVersion(major: 0, minor: 4, patch: patch), app: "Acme RFI Sync", manifest: digest(2), state: state,
    created: noon, sandboxKey: "00000000-0000-0000-0000-000000000000")
}

/// A run of one scenario, with a history of one exchange.
func run(seed: UInt64 = 7, version: String? = "0.4.0") -> (result: RunResult, evidence: [RecordedEvidence]) {
  let finding = Finding(check: "refresh/single-flight", verdict: .fail, message: "Two refreshes: ⟨refresh#1⟩.")
  let scenario = ScenarioResult(
    scenario: "refresh/parallel", title: "One refresh", verdict: .fail, findings: [finding], seconds: 0.25)
  let bytes = TestedBytes(
    connector: digest(0), connectorFile: digest(1), manifest: digest(2), scenario: digest(3), world: digest(4),
    profile: digest(5), catalog: digest(6), dryfit: digest(7))
  var history = History(scenario: "refresh/parallel", seed: seed, began: noon)
  history.exchanges = [
    Exchange(
      number: 1, at: noon, host: .login, method: "POST", path: "/oauth/token", requestHeaders: [.accept: "*/*"],
      status: 200, answerHeaders: [:], grounds: .tokensRefreshed)
  ]
  let result = RunResult(
    dryfit: "0.1.0", connector: "acme", digest: digest(0), seed: seed, began: noon, version: version,
    scenarios: [scenario])
  let evidence = Evidence(of: scenario, bytes: bytes, seed: seed, at: noon, version: version)
  return (result, [RecordedEvidence(evidence: evidence, history: history)])
}
