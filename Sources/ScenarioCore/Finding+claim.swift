extension Finding {
  /// What speaks, by name: the check, or else the expectation, or else the step.
  public var claim: String {
    check ?? expectation ?? step.map { "step \($0)" } ?? "the run"
  }
}
