import MockCore
import ScenarioCore

/// A history as the rows of a sequence diagram, from above to below.
///
/// A step and what happened until the next one stand in one band. What a step answered stands behind its exchanges; a
/// step in the background answers in the band of the step that finishes it.
struct SequenceDiagram: Hashable {
  /// What a row shows.
  enum Row: Hashable {
    /// An exchange, with what the connector printed until the next one.
    case exchange(Exchange, printed: [OutputLine])
    /// What was printed before there was an exchange.
    case output([OutputLine])
    /// The answer of the connector to what a step asked.
    case answer(StepRecord)
    /// So many exchanges that are not shown.
    case left(Int)
  }

  /// A step with its rows.
  struct Band: Hashable {
    /// The step; nil for what happened before the first one.
    var step: StepRecord?
    var rows: [Row]
  }

  /// The bands in the order of time.
  let bands: [Band]
  /// Who takes part.
  let lanes: [Lane]

  /// Arranges a history.
  ///
  /// - Parameters:
  ///   - limit: how many exchanges are shown at most, beside those that are `meant`.
  ///   - meant: the numbers of the exchanges on which findings rest.
  init(_ history: History, limit: Int = .max, meant: Set<Int> = []) {
    let usesFiles = history.exchanges.contains { $0.host == .files }
    lanes = usesFiles ? Lane.allCases : Lane.allCases.filter { $0 != .files }
    let arrangement = Arrangement(history: history, shown: Self.shown(of: history, limit: limit, meant: meant))
    let steps = history.steps
    let first = Band(step: nil, rows: arrangement.rows(after: -1, upTo: steps.first?.exchangesBefore ?? .max))
    bands =
      (first.rows.isEmpty ? [] : [first])
      + steps.indices.map { index in
        let next = index + 1 < steps.count ? steps[index + 1].exchangesBefore : Int.max
        return Band(step: steps[index], rows: arrangement.rows(of: steps[index], upTo: next))
      }
  }

  /// The numbers of the exchanges that are shown: the first ones, the last ones, and those that are meant.
  private static func shown(of history: History, limit: Int, meant: Set<Int>) -> Set<Int> {
    let numbers = history.exchanges.map(\.number)
    guard numbers.count > limit else { return Set(numbers) }
    let head = numbers.prefix(limit * 2 / 3)
    return Set(head).union(numbers.suffix(limit - head.count)).union(meant.sorted().prefix(limit))
  }
}

/// What happened, by how many exchanges had been recorded by then.
private struct Arrangement {
  let history: History
  let shown: Set<Int>

  /// The rows of a step and of what came after it, up to the exchange before the next step.
  func rows(of step: StepRecord, upTo next: Int) -> [SequenceDiagram.Row] {
    guard let answered = answered(by: step) else { return rows(after: step.exchangesBefore, upTo: next) }
    let end = max(step.exchangesBefore, min(step.exchangesAfter, next))
    return rows(after: step.exchangesBefore, upTo: end) + [.answer(answered)] + rows(after: end, upTo: next)
  }

  /// The step whose answer comes when a step ends.
  private func answered(by step: StepRecord) -> StepRecord? {
    if step.verb == "finish" {
      return history.steps.first { begun in begun.id.map { "finish \"\($0)\"" } == step.summary }
    }
    let isFinishedLater = step.id.map { id in history.steps.contains { $0.summary == "finish \"\(id)\"" } } ?? false
    return (step.answers.isEmpty && step.outcomes.isEmpty) || isFinishedLater ? nil : step
  }

  /// Exchanges, and behind each what was printed after it.
  func rows(after first: Int, upTo last: Int) -> [SequenceDiagram.Row] {
    guard first < last else { return [] }
    let printed = history.output.filter { $0.exchangesBefore > first && $0.exchangesBefore <= last }
    let numbers = history.exchanges.lazy.map(\.number).filter { $0 > first && $0 <= last }
    let early = printed.filter { $0.exchangesBefore < numbers.first ?? .max }
    var rows: [SequenceDiagram.Row] = early.isEmpty ? [] : [.output(early)]
    var left = 0
    for exchange in history.exchanges where exchange.number > first && exchange.number <= last {
      guard shown.contains(exchange.number) else {
        left += 1
        continue
      }
      if left > 0 { rows.append(.left(left)) }
      left = 0
      rows.append(.exchange(exchange, printed: printed.filter { $0.exchangesBefore == exchange.number }))
    }
    return left > 0 ? rows + [.left(left)] : rows
  }
}
