import MockCore
import ScenarioCore

extension Check {
  static let writeOnce = Check(
    "api/write-once",
    promise: "A write whose answer was slow or lost is not made twice.",
    what: """
      Records that were created although the answer was late or never came: whether the same request created another \
      within the same user action, or later without one. A user who asks again may write again.
      """,
    why: "No answer does not mean that nothing happened. A repetition in blind faith makes two RFIs out of one.",
    fix: """
      Leave POST out of whatever repeats requests. Where the answer is missing, look whether the record is there, or \
      tell the user that the outcome is not known.
      """,
    advice: "Do not repeat a POST whose answer is missing; look first whether the record was created.",
    clauses: ["RFC 9110 section 9.2.2"]
  ) { history in
    let created = history.apiCalls.filter { $0.method == "POST" && $0.status == 201 && $0.grounds == .granted }
    let disturbed = created.filter { !$0.isSurelyHeard }
    guard !disturbed.isEmpty else { return .notExercised("No answer to a write was slow or lost.") }
    return .from(
      disturbed.compactMap { first in
        let key = RequestKey(first, in: history)
        let step = history.userActions.last { $0.exchangesBefore < first.number && $0.exchangesAfter >= first.number }
        let again = created.filter { later in
          guard later.number > first.number, RequestKey(later, in: history) == key else { return false }
          let isOfOther = history.userActions.contains {
            $0.index != step?.index && $0.exchangesBefore < later.number && $0.exchangesAfter >= later.number
          }
          return !isOfOther
        }
        guard again.count >= (step?.actionCount ?? 1) else { return nil }
        return Observation(
          "\(first.title) created a record, its answer was late or lost, and the same was created again.",
          exchanges: [first.number] + again.map(\.number))
      })
  }
}
