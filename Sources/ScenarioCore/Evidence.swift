import MockCore

/// The statement that a scenario came to a verdict on exactly these bytes.
public struct Evidence: Hashable, Sendable, Codable {
  /// The scenario's identity, `refresh/one-cycle`.
  public var scenario: String
  /// The combination of its matrix, by key; empty without a matrix.
  public var parameters: [String: String]
  /// The verdict.
  public var verdict: Verdict
  /// Why it was not applicable, or what it never reached.
  public var reason: String?
  /// How long it took, in seconds of real time.
  public var seconds: Double
  /// The seed of all identifiers of the run.
  public var seed: UInt64
  /// Everything that the judges said.
  public var findings: [Finding]
  /// The bytes it speaks of.
  public var bytes: TestedBytes
  /// When it was found, in real time.
  public var at: Instant
  /// The app version that was tested, `0.4.0`; nil when the run belonged to no version.
  public var version: String?

  /// States what became of a scenario, and on which bytes.
  public init(
    of result: ScenarioResult, bytes: TestedBytes, seed: UInt64, at: Instant, version: String? = nil
  ) {
    self.scenario = result.scenario
    self.parameters = result.parameters
    self.verdict = result.verdict
    self.reason = result.reason
    self.seconds = result.seconds
    self.findings = result.findings
    self.seed = seed
    self.bytes = bytes
    self.at = at
    self.version = version
  }
}
