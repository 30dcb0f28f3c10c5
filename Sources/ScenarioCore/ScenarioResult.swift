/// What became of one scenario in one run.
public struct ScenarioResult: Hashable, Sendable, Codable {
  /// The scenario's identity, `refresh/one-cycle`.
  public var scenario: String
  /// The combination of its matrix, by key; empty without a matrix.
  public var parameters: [String: String]
  /// What it promises, in one sentence.
  public var title: String
  /// What a connector's process may have behind it.
  public enum Process: String, Hashable, Sendable, Codable {
    /// It was started for this scenario.
    case fresh
    /// It had served other scenarios before.
    case warm
  }

  /// The verdict: `pass`, `fail`, `inconclusive`, or `not-applicable` when it was not run.
  public var verdict: Verdict
  /// Why it was not applicable, or what it never reached; nil where the findings say it all.
  public var reason: String?
  /// Everything that the judges said, good and bad.
  public var findings: [Finding]
  /// How long it took, in seconds of real time.
  public var seconds: Double
  /// The connector's last lines, for people who look for the cause of a failure.
  public var outputTail: [OutputLine]
  /// The command that repeats exactly this; nil where none does.
  public var repeatedBy: String?
  /// The process that the verdict rests on; nil where every scenario has one of its own.
  public var process: Process?

  /// Makes a result.
  public init(
    scenario: String, parameters: [String: String] = [:], title: String, verdict: Verdict, reason: String? = nil,
    findings: [Finding] = [], seconds: Double = 0, outputTail: [OutputLine] = [],
    repeatedBy: String? = nil
  ) {
    self.scenario = scenario
    self.parameters = parameters
    self.title = title
    self.verdict = verdict
    self.reason = reason
    self.findings = findings
    self.seconds = seconds
    self.outputTail = outputTail
    self.repeatedBy = repeatedBy
  }

  /// The identity with its parameters, for people: `refresh/one-cycle [as=pat, profile=procore]`.
  public var name: String { ScenarioName.text(scenario, parameters) }

  /// The findings that call for somebody: what failed, then what is inconclusive, then warnings.
  public var problems: [Finding] {
    let weighty = findings.filter { $0.severity == .fail }
    let warnings = findings.filter { $0.severity == .warn && ($0.verdict == .fail || $0.verdict == .inconclusive) }
    return weighty.filter { $0.verdict == .fail } + weighty.filter { $0.verdict == .inconclusive } + warnings
  }

  /// Whether a finding warns.
  public var warns: Bool { findings.contains { $0.verdict == .fail && $0.severity == .warn } }
}
