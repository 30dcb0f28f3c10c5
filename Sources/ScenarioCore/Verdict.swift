/// What is known after looking: passed, failed, or not enough was seen to say.
///
/// Verdicts are combined by taking the worst; *inconclusive* lies between the other two.
public enum Verdict: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
  case pass
  case inconclusive
  case fail
  /// The scenario was not run, for a reason that is given; it counts as nothing.
  case notApplicable = "not-applicable"
  /// The check had nothing to look at; it is not a pass.
  case notExercised = "not-exercised"

  /// Whether the first verdict is better than the second; the two that count as nothing come first.
  public static func < (first: Verdict, second: Verdict) -> Bool { first.rank < second.rank }

  private var rank: Int {
    switch self {
    case .notApplicable: 0
    case .notExercised: 1
    case .pass: 2
    case .inconclusive: 3
    case .fail: 4
    }
  }
}
