import MockCore
import ScenarioCore

/// One `do` step that no other user action overlaps, with what was asked of the mock in it.
struct UserAction {
  /// The step.
  var step: StepRecord
  /// What was asked of the mock while it ran.
  var exchanges: [Exchange]

  /// How many user actions it stands for.
  var count: Int { step.actionCount }
  /// The requests to the REST API.
  var calls: [Exchange] { exchanges.filter(\.isAPI) }
  /// Whether all of its repetitions succeeded, wholly or in part.
  var isFine: Bool { !step.outcomes.isEmpty && step.outcomes.allSatisfy { $0 == .ok || $0 == .partial } }

  /// Whether another step triggered the same action in the same browser.
  func isSame(as other: UserAction) -> Bool {
    step.action != nil && step.action == other.step.action && step.session == other.step.session
      && step.company == other.step.company
  }
}

/// User actions that went on at the same time, or one alone, with what was asked of the mock meanwhile.
///
/// Which of them a request belonged to cannot be told, so that bounds hold for all of them together.
struct Stretch {
  /// The steps, in order; at least one.
  var steps: [StepRecord]
  /// What was asked of the mock while they ran.
  var exchanges: [Exchange]

  /// How many user actions it stands for.
  var count: Int { steps.map(\.actionCount).reduce(0, +) }
}

extension History {
  /// The user actions, those that overlap each other together, in order.
  var stretches: [Stretch] {
    var groups: [(steps: [StepRecord], before: Int, after: Int)] = []
    for step in userActions.sorted(by: { $0.exchangesBefore < $1.exchangesBefore }) {
      if let last = groups.indices.last, step.exchangesBefore < groups[last].after {
        groups[last].steps.append(step)
        groups[last].after = max(groups[last].after, step.exchangesAfter)
      } else {
        groups.append(([step], step.exchangesBefore, step.exchangesAfter))
      }
    }
    return groups.map { group in
      Stretch(
        steps: group.steps, exchanges: exchanges.filter { $0.number > group.before && $0.number <= group.after })
    }
  }

  /// The `do` steps that no other user action overlaps, in order.
  var actions: [UserAction] {
    let all = userActions
    return all.filter { step in
      step.verb == "do" && step.failure == nil
        && !all.contains { other in
          other.index != step.index && other.exchangesBefore < step.exchangesAfter
            && other.exchangesAfter > step.exchangesBefore
        }
    }.map { UserAction(step: $0, exchanges: exchanges(of: $0)) }
  }

  /// Groups of requests that were the same, in the order of their first.
  func repetitions(among calls: [Exchange]) -> [[Exchange]] {
    Dictionary(grouping: calls) { RequestKey($0, in: self) }.values.filter { $0.count > 1 }
      .sorted { $0[0].number < $1[0].number }
  }
}

extension Exchange {
  /// Whether the server had trouble: 5xx, or no whole answer.
  var isServerTrouble: Bool { status >= 500 || !isDelivered }

  /// A header of the answer.
  func answerHeader(_ name: String) -> String? {
    answerHeaders.first { $0.name.canonicalName == name.lowercased() }?.value
  }
}

/// Attempts that follow each other.
enum Attempts {
  /// More than this for one user action is no patience any more.
  static let most = 10

  /// Whether the pauses between four attempts or more do not grow.
  static func areHasty(_ attempts: [Exchange]) -> Bool {
    let pauses = zip(attempts, attempts.dropFirst()).map { ($1.at - $0.at).milliseconds }
    guard let first = pauses.first, let last = pauses.last, pauses.count >= 3 else { return false }
    return Double(last) < Double(max(first, 1)) * 1.3
  }
}
