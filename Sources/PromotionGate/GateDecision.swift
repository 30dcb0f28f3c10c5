import MockCore

/// Whether a version may be promoted, and why not.
public struct GateDecision: Hashable, Sendable {
  /// The version that was asked about.
  public var version: SemanticVersion
  /// As of when it was judged.
  public var at: Instant
  /// How many scenarios were demanded.
  public var required: Int
  /// Why it may not be promoted; empty for an open gate.
  public var reasons: [Reason]
  /// What refuses nothing, but must be told: what was waived, what was not demanded, where results differ.
  public var notes: [Reason]

  /// Makes a decision; what only informs becomes a note.
  public init(version: SemanticVersion, at: Instant, required: Int, reasons: [Reason]) {
    self.version = version
    self.at = at
    self.required = required
    self.reasons = reasons.filter { $0.weight != .informs }
    self.notes = reasons.filter { $0.weight == .informs }
  }

  /// Whether the version may be promoted.
  public var isOpen: Bool { reasons.isEmpty }

  /// The exit status: 0 open; 2 when nothing but evidence is lacking (missing, inconclusive, not applicable); else 1.
  public var exitStatus: Int32 {
    if isOpen { return 0 }
    return reasons.allSatisfy { $0.weight == .lacksEvidence } ? 2 : 1
  }
}
