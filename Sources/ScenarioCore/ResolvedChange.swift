import MockCore

/// What a change of a scenario comes to in this run: which levels, memberships and records it means.
public enum ResolvedChange: Hashable, Sendable {
  case changes(Changes)
  /// The step proves nothing, for this reason; the scenario is inconclusive.
  case inconclusive(reason: String)
  /// The scenario cannot be run on this connector, for this reason.
  case notApplicable(reason: String)

  /// Changes, and the way back.
  public struct Changes: Hashable, Sendable {
    /// What to apply, in order.
    public var apply: [WorldChange]
    /// What to apply, in order, to undo it: the argument of a later `allow`.
    public var undo: [WorldChange]
    /// What it comes to, for people, one line for each change.
    public var summaries: [String]

    /// States changes.
    public init(apply: [WorldChange] = [], undo: [WorldChange] = [], summaries: [String] = []) {
      self.apply = apply
      self.undo = undo
      self.summaries = summaries
    }

    mutating func add(_ change: WorldChange, undo reversal: WorldChange? = nil, _ summary: String) {
      apply.append(change)
      if let reversal { undo.insert(reversal, at: 0) }
      summaries.append(summary)
    }
  }
}
