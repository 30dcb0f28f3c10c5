import MockCore

/// What one run of one connector came to; every report is computed from it alone.
public struct RunResult: Hashable, Sendable, Codable {
  /// How the connector's clock behaved when the mock's was moved.
  public enum Clock: String, CaseIterable, Hashable, Sendable, Codable {
    /// It stayed real.
    case real
    /// It was moved along, as a probe showed.
    case follow
  }

  /// The version of Dryfit, `0.1.0`.
  public var dryfit: String
  /// The connector's name.
  public var connector: String
  /// The digest of the build under test.
  public var digest: Digest
  /// How the connector's clock behaved.
  public var clock: Clock
  /// Why the clock stayed real, where that is known.
  public var clockReason: String?
  /// The seed of all identifiers.
  public var seed: UInt64
  /// When the run began, in real time.
  public var began: Instant
  /// The app version that was tested, `0.4.0`; nil when the run belonged to no version.
  public var version: String?
  /// Whether a warning fails the run.
  public var strict: Bool
  /// What became of each scenario, in the order in which they were chosen.
  public var scenarios: [ScenarioResult]
  /// The seven signals of Procore's Integration Health.
  public var health: Health

  /// Makes a result.
  public init(
    dryfit: String, connector: String, digest: Digest, clock: Clock = .real, seed: UInt64, began: Instant,
    version: String? = nil, strict: Bool = false, scenarios: [ScenarioResult], health: Health = Health()
  ) {
    self.dryfit = dryfit
    self.connector = connector
    self.digest = digest
    self.clock = clock
    self.seed = seed
    self.began = began
    self.version = version
    self.strict = strict
    self.scenarios = scenarios
    self.health = health
  }

  /// How many scenarios ended so.
  public func count(_ verdict: Verdict) -> Int { scenarios.count { $0.verdict == verdict } }

  /// `fail` if one failed, or warned in a strict run, else `inconclusive` if one is, else `pass` if at least one
  /// passed; a run in which nothing was proved is `inconclusive`.
  public var verdict: Verdict {
    if count(.fail) > 0 || strict && scenarios.contains(where: \.warns) { return .fail }
    if count(.inconclusive) > 0 || count(.pass) == 0 { return .inconclusive }
    return .pass
  }

  /// The exit status of the run: 0 passed, 1 failed, 2 inconclusive.
  public var exitStatus: Int32 {
    switch verdict {
    case .pass: 0
    case .fail: 1
    default: 2
    }
  }

  /// What each check said over all scenarios, by name.
  public var checks: [CheckResult] { CheckResult.summary(of: scenarios) }
}
