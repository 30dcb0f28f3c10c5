import MockCore
import ScenarioCore

extension Check {
  static let partialIsFine = Check(
    "rights/partial",
    promise: "A refusal in one project does not keep the connector from the others.",
    what: """
      User actions that were refused in one project, compared with an earlier one of the same kind that read several: \
      whether the projects that came after the refused one then are called now. A connector that knows one project, or \
      that was refused in the last one, has nothing to look at.
      """,
    why: """
      One project with a disabled tool among fifty is an ordinary day. A sync that ends there leaves forty-nine \
      projects stale, and nobody is told.
      """,
    fix: "Catch the refusal where the loop over projects is, note the project, and go on with the next one.",
    advice: "Go on with the next project when one is refused, and report which ones were left out.",
    clauses: ["RFC 9110 section 15.5.4", "Procore troubleshooting"]
  ) { history in
    let actions = history.actions
    let cases = actions.indices.compactMap { index in
      actions[..<index].last { $0.isSame(as: actions[index]) && $0.isWhole }
        .flatMap { RefusedProject(before: $0, now: actions[index]) }
    }
    guard !cases.isEmpty else {
      return .notExercised("No project was refused before the others of an action that reads several.")
    }
    return .from(cases.compactMap(\.observation))
  }
}

/// An action that was refused in one of several projects.
struct RefusedProject {
  /// The first refusal.
  var refusal: Exchange
  /// The projects that came after it when all was well.
  var following: [Int64]
  /// The calls after the refusal.
  var later: [Exchange]

  /// The refusal of an action that an earlier one shows to read further projects; nil where there is none.
  init?(before: UserAction, now: UserAction) {
    let order = before.projects
    let refusals = now.calls.filter { [403, 404].contains($0.status) && $0.isSurelyHeard && $0.project != nil }
    let isDisturbed = now.exchanges.contains { $0.status == 401 || $0.status == 429 || $0.isServerTrouble }
    guard order.count > 1, !isDisturbed, let refusal = refusals.first, let project = refusal.project,
      let place = order.firstIndex(of: project), place + 1 < order.count
    else { return nil }
    self.refusal = refusal
    // Projects that a list of this action no longer shows are out of reach by now.
    let lists = now.calls.filter { $0.operation == "projects.list" && $0.status == 200 }
    let listed = Set(lists.flatMap(\.records))
    following = order[(place + 1)...].filter { lists.isEmpty || listed.contains($0) }
    guard !following.isEmpty else { return nil }
    later = now.calls.filter { $0.project.map { $0 != project } ?? false }
  }

  /// That none of them was called any more.
  var observation: Observation? {
    guard !later.contains(where: { $0.project.map(following.contains) ?? false }) else { return nil }
    let rest = following.count == 1 ? "one other project" : "\(following.count) other projects"
    return Observation(
      "After project \(refusal.project ?? 0) was refused, \(rest) that had been read before were left out.",
      exchanges: [refusal.number])
  }
}

extension UserAction {
  /// Whether everything was granted and nothing was odd.
  fileprivate var isWhole: Bool { isFine && exchanges.allSatisfy { $0.status < 400 && $0.isSurelyHeard } }

  /// The projects that were called, in the order of their first call.
  fileprivate var projects: [Int64] {
    var seen: Set<Int64> = []
    return calls.compactMap(\.project).filter { seen.insert($0).inserted }
  }
}
