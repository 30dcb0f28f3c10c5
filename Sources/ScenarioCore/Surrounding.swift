import MockCore

/// Something that happened around what a finding is about.
public struct Surrounding: Hashable, Sendable, Codable {
  /// What happened.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// A step began.
    case step
    /// The mock was asked something.
    case exchange
    /// The connector printed a line, on standard output or on standard error.
    case output, error
  }

  /// What happened.
  public var kind: Kind
  /// When, by the mock's clock: milliseconds since the first step began; nil for a line that was printed.
  public var at: Int64?
  /// What it was, for people.
  public var text: String
  /// Whether the finding rests on it.
  public var isMeant: Bool

  /// States something that happened.
  public init(kind: Kind, at: Int64? = nil, text: String, isMeant: Bool = false) {
    self.kind = kind
    self.at = at
    self.text = text
    self.isMeant = isMeant
  }

  /// How many steps and exchanges stand around a finding.
  public static let eventsKept = 10
  /// How many lines of the connector stand among them.
  public static let linesKept = 10
}

extension Finding {
  /// The finding with what happened around it, where it failed.
  public func withSurroundings(in history: History) -> Finding {
    guard verdict == .fail, severity == .fail else { return self }
    var finding = self
    finding.surroundings = Timeline(history).around(self)
    return finding
  }
}

/// What happened in a run, in order: a step or a line stands behind the exchanges that were recorded before it.
private struct Timeline {
  private struct Event {
    var place: Int
    var surrounding: Surrounding
  }

  private let history: History
  private let events: [Event]

  init(_ history: History) {
    self.history = history
    let steps = history.steps.map { step in
      let outcomes = distinct(step.outcomes).map(\.rawValue).joined(separator: ", ")
      let changes = step.changes.isEmpty ? "" : " (\(step.changes.joined(separator: "; ")))"
      let text = step.title + changes + (outcomes.isEmpty ? "" : " → \(outcomes)")
      return (
        step.exchangesBefore, 1,
        Surrounding(kind: .step, at: (step.began - history.began).milliseconds, text: text)
      )
    }
    let exchanges = history.exchanges.map { exchange in
      let token = exchange.presented.map { " with \($0)" } ?? ""
      return (
        exchange.number, 0,
        Surrounding(
          kind: .exchange, at: (exchange.at - history.began).milliseconds, text: exchange.line + token)
      )
    }
    let ordered = (steps + exchanges).enumerated().sorted { first, second in
      (first.element.0, first.element.1, first.offset) < (second.element.0, second.element.1, second.offset)
    }
    events = ordered.map { Event(place: $0.element.0, surrounding: $0.element.2) }
  }

  func around(_ finding: Finding) -> [Surrounding] {
    guard !events.isEmpty else { return [] }
    let focus = focus(of: finding)
    let centre = events.lastIndex { $0.place <= focus } ?? 0
    // More of what led to it than of what came of it.
    let first = max(0, min(centre - 6, events.count - Surrounding.eventsKept))
    let shown = events[first..<min(first + Surrounding.eventsKept, events.count)]
    return merged(shown, lines(from: shown.first?.place ?? 0, to: shown.last?.place ?? 0, near: focus), finding)
  }

  /// The number of the exchange around which to look.
  private func focus(of finding: Finding) -> Int {
    if let last = finding.exchanges.max() { return last }
    let step = finding.step.flatMap { history.record(of: .id($0)) }
    return step?.exchangesAfter ?? history.exchanges.last?.number ?? 0
  }

  private func lines(from first: Int, to last: Int, near focus: Int) -> [OutputLine] {
    let printed = history.output.filter { (first...last).contains($0.exchangesBefore) }
    guard printed.count > Surrounding.linesKept else { return printed }
    let centre = printed.lastIndex { $0.exchangesBefore <= focus } ?? 0
    let start = max(0, min(centre - Surrounding.linesKept / 2, printed.count - Surrounding.linesKept))
    return Array(printed[start..<start + Surrounding.linesKept])
  }

  private func merged(_ events: ArraySlice<Event>, _ lines: [OutputLine], _ finding: Finding) -> [Surrounding] {
    var rest = lines[...]
    var merged: [Surrounding] = []
    func take(before place: Int) {
      while let line = rest.first, line.exchangesBefore < place {
        merged.append(Surrounding(kind: line.stream == .output ? .output : .error, text: line.text))
        rest = rest.dropFirst()
      }
    }
    for event in events {
      // A line that was printed before a step began comes before it; one printed after its last exchange, behind that.
      take(before: event.surrounding.kind == .step ? event.place + 1 : event.place)
      var surrounding = event.surrounding
      surrounding.isMeant = surrounding.kind == .exchange && finding.exchanges.contains(event.place)
      merged.append(surrounding)
    }
    take(before: .max)
    return merged
  }
}
