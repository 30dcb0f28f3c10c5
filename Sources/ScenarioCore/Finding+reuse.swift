extension Finding {
  /// What the expectation is called that a process of `"reuse": true` has to meet: it comes to what a fresh one does.
  public static let reuse = "reuse"

  /// What there is to say when a scenario was repeated on a fresh process; nil when both came to the same.
  ///
  /// - Parameters:
  ///   - warm: what it came to on the process that earlier scenarios had left.
  ///   - fresh: what it came to on a fresh one, which counts.
  ///   - served: how many scenarios the process had served before.
  ///   - carried: the tokens and codes of those that it used again, by name.
  public static func ofReuse(
    warm: ScenarioResult, fresh: ScenarioResult, served: Int, carried: [String]
  ) -> Finding? {
    guard !carried.isEmpty || warm.verdict != fresh.verdict else { return nil }
    let process = "the process that had served \(served == 1 ? "a scenario" : "\(served) scenarios") before"
    let message: String
    if carried.isEmpty {
      let cause = warm.problems.first?.message ?? warm.reason
      message =
        "On \(process) this came to \(warm.verdict.rawValue)\(cause.map { " (\($0))" } ?? ""), on a fresh one to "
        + "\(fresh.verdict.rawValue), which counts. Something of an earlier scenario was in the way, or chance was."
    } else {
      let more = carried.count > 3 ? " and \(carried.count - 3) more" : ""
      message =
        "In \(process) something of an earlier one was used again: \(carried.prefix(3).joined(separator: ", "))"
        + "\(more). What counts is the repetition on a fresh process."
    }
    return Finding(
      expectation: reuse, verdict: .fail, severity: .warn, message: message,
      advice: "Keep what belongs to a user with that user's browser session, or leave \"reuse\" out of connector.json.")
  }
}
