import JSONSource
import MockCore
import PromotionGate
import ScenarioCore

/// Everything that happened to a version, for people and for programs.
public struct VersionStory: Sendable {
  /// What was demanded of it from a moment on.
  public struct Demand: Sendable {
    /// When it was settled: at the creation, or when the version was saved.
    public var at: Instant
    /// The scenarios.
    public var set: RequirementSet
    /// The digest of the set.
    public var digest: Digest

    /// Tells of a demand.
    public init(at: Instant, set: RequirementSet, digest: Digest) {
      self.at = at
      self.set = set
      self.digest = digest
    }
  }

  /// How it was promoted.
  public struct Promotion: Sendable {
    /// When.
    public var at: Instant
    /// The release notes.
    public var notes: String
    /// The gate's decision, as it was told.
    public var gate: String
    /// The identifiers of the keys that signed it.
    public var keys: [String]
    /// The names of the packet's files.
    public var files: [String]

    /// Tells of a promotion.
    public init(at: Instant, notes: String, gate: String, keys: [String], files: [String]) {
      self.at = at
      self.notes = notes
      self.gate = gate
      self.keys = keys
      self.files = files
    }
  }

  /// The states in which it was recorded, oldest first; never empty.
  public var states: [Version]
  /// What was demanded of it, oldest first.
  public var demands: [Demand]
  /// The runs that belong to it, with their numbers.
  public var runs: [(number: Int64, result: RunResult)]
  /// How it was promoted; nil where it was not.
  public var promotion: Promotion?

  /// Gathers the story.
  public init(
    states: [Version], demands: [Demand], runs: [(number: Int64, result: RunResult)], promotion: Promotion?
  ) {
    self.states = states
    self.demands = demands
    self.runs = runs
    self.promotion = promotion
  }

  /// The story in the order of time.
  public var text: String {
    guard let last = states.last else { return "" }
    var lines = [
      "version \(last.number) of \(PrintableText.line(last.app)): \(last.state.rawValue)",
      "  manifest: \(last.manifest.text)", "  sandbox app version key: \(last.sandboxKey)",
    ]
    if let demand = demands.last {
      lines.append("  demanded: \(Self.count(demand.set.scenarios.count, "scenario")), set \(demand.digest.text)")
    }
    lines += events.sorted { ($0.at, $0.order) < ($1.at, $1.order) }.map { "\($0.at.rfc3339)  \($0.text)" }
    if let promotion { lines += Self.lines(of: promotion) }
    return OutputLines.text(lines)
  }

  private static func lines(of promotion: Promotion) -> [String] {
    let keys = promotion.keys.map { PrintableText.line(String($0.prefix(12))) }.joined(separator: ", ")
    let names = promotion.files.sorted().map(PrintableText.line).joined(separator: ", ")
    return ["gate at the promotion:"] + indented(promotion.gate) + ["release notes:"] + indented(promotion.notes)
      + ["signed by key: \(keys)", "packet: \(names)"]
  }

  private static func indented(_ text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { PrintableText.line(String($0)) }
    return (lines.last == "" ? lines.dropLast() : lines).map { $0.isEmpty ? "" : "  " + $0 }
  }

  private var events: [(at: Instant, order: Int, text: String)] {
    let states = states.enumerated().map { index, version in
      let word = version.state == .promoted ? "promoted" : index == 0 ? "created" : "saved"
      let demand = demands.first { $0.at == version.created && version.state != .promoted }.map {
        ", \(Self.count($0.set.scenarios.count, "scenario")) demanded (\($0.digest.short))"
      }
      let order = version.state == .promoted ? 2 : 0
      return (version.created, order, "\(word), manifest \(version.manifest.short)\(demand ?? "")")
    }
    return states
      + runs.map { number, result in
        let verdicts = [Verdict.pass, .fail, .inconclusive].map { "\(result.count($0)) \($0.rawValue)" }
        let what = "connector \(result.digest.short), seed \(result.seed)"
        return (
          result.began, 1, "run \(number): \(result.verdict.rawValue) (\(verdicts.joined(separator: ", "))), \(what)"
        )
      }
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
