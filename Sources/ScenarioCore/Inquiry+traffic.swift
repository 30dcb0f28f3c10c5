import MockCore

/// The claims about exchanges.
extension Inquiry {
  /// The exchanges that match occur that often.
  func seen(_ match: Match, _ count: CountRange, in window: [Exchange]) -> Ruling {
    if let unresolved = unresolved(match) { return unresolved }
    let found = matching(match, in: window)
    let what = "Expected \(count) exchange\(count.isOne ? "" : "s") with \(match)"
    let numbers = found.map(\.number)
    if count.contains(found.count) {
      guard !found.isEmpty || isAnythingSeen(in: window, during: match) else { return idle(what) }
      return Ruling(.pass, "\(what); found \(found.count).", exchanges: numbers)
    }
    guard found.count < count.min else {
      return Ruling(.fail, "\(what); found \(found.count): \(listed(found)).", exchanges: numbers)
    }
    let others = found.isEmpty ? "none" : "\(found.count): \(listed(found))"
    let closest = closest(to: match, in: window.filter { !numbers.contains($0.number) })
    return Ruling(.fail, "\(what); found \(others). \(closest.text)", exchanges: numbers + closest.exchanges)
  }

  /// The exchanges that match do not occur that often.
  func never(_ match: Match, _ count: CountRange, in window: [Exchange]) -> Ruling {
    if let unresolved = unresolved(match) { return unresolved }
    let found = matching(match, in: window)
    let what = count == CountRange(min: 1, max: nil) ? "no exchange" : "never \(count) exchanges"
    if count.contains(found.count) {
      return Ruling(
        .fail, "Expected \(what) with \(match); found \(found.count): \(listed(found)).", exchanges: found.map(\.number)
      )
    }
    guard isAnythingSeen(in: window, during: match) else { return idle("Expected \(what) with \(match)") }
    return Ruling(.pass, "Expected \(what) with \(match); found \(found.isEmpty ? "none" : String(found.count)).")
  }

  /// The matches occur in this order, with whatever else between them.
  func order(_ matches: [Match], in window: [Exchange]) -> Ruling {
    var rest = window[...]
    var found: [Exchange] = []
    for (index, match) in matches.enumerated() {
      if let unresolved = unresolved(match) { return unresolved }
      guard let place = rest.firstIndex(where: { match.matches($0, steps: bounds) }) else {
        let numbers = found.map(\.number)
        let sofar = found.isEmpty ? "" : " after \(listed(found))"
        let closest = closest(to: match, in: Array(rest))
        return Ruling(
          .fail,
          "Expected \(matches.count) exchanges in order; number \(index + 1), with \(match), is missing\(sofar). "
            + closest.text, exchanges: numbers + closest.exchanges)
      }
      found.append(rest[place])
      rest = rest[(place + 1)...]
    }
    return Ruling(.pass, "Found in the expected order: \(listed(found)).", exchanges: found.map(\.number))
  }

  /// Whether there was any exchange in the time that a match speaks of: without one, that nothing wrong was seen means
  /// nothing.
  private func isAnythingSeen(in window: [Exchange], during match: Match) -> Bool {
    window.contains { match.isInTime($0, steps: bounds) }
  }

  private func idle(_ what: String) -> Ruling {
    Ruling(.notExercised, "\(what); the mock was not called at all in that time.")
  }

  private func matching(_ match: Match, in window: [Exchange]) -> [Exchange] {
    window.filter { match.matches($0, steps: bounds) }
  }

  private func unresolved(_ match: Match) -> Ruling? {
    match.unresolvedCompany.map {
      Ruling(
        .inconclusive, "The company \"\($0)\" was not known when the scenario was read, so that nothing can be said.")
    }
  }

  /// The exchanges that differ least from a match, with what differs.
  private func closest(to match: Match, in window: [Exchange]) -> (text: String, exchanges: [Int]) {
    guard !window.isEmpty else { return ("There were no other exchanges.", []) }
    let compared = window.map { (exchange: $0, differences: match.differences(from: $0, steps: bounds)) }
    let least = compared.map(\.differences.count).min() ?? 0
    guard least < match.partCount else { return ("Nothing comes close among \(summary(window)).", []) }
    let nearest = compared.filter { $0.differences.count == least }.suffix(3)
    let texts = nearest.map { near in
      "\(near.exchange.line): \(near.differences.map(\.description).joined(separator: "; "))"
    }
    return ("Closest: \(texts.joined(separator: " | ")).", nearest.map(\.exchange.number))
  }

  /// What a list of exchanges consists of: `5 exchanges (oauth.code, rfis.list 4 times)`.
  private func summary(_ window: [Exchange]) -> String {
    var counts: [(name: String, count: Int)] = []
    for exchange in window {
      let name = exchange.operation ?? "\(exchange.method) \(exchange.path)"
      if let index = counts.firstIndex(where: { $0.name == name }) {
        counts[index].count += 1
      } else {
        counts.append((name: name, count: 1))
      }
    }
    var names = counts.prefix(8).map { $0.count == 1 ? $0.name : "\($0.name) \($0.count) times" }
    if counts.count > 8 { names.append("…") }
    return "\(window.count) exchange\(window.count == 1 ? "" : "s") (\(names.joined(separator: ", ")))"
  }

  private func listed(_ exchanges: [Exchange]) -> String {
    let shown = exchanges.prefix(5).map(\.line).joined(separator: " | ")
    return exchanges.count > 5 ? shown + " | …" : shown
  }
}

extension Exchange {
  /// The exchange in one line: `#12 POST /oauth/token 400 refresh-token-replaced`.
  var line: String {
    let trouble = fault.map { ", fault \"\($0.name)\"" } ?? ""
    return "#\(number) \(method) \(path) \(status) \(grounds.rawValue)\(trouble)"
  }
}

extension CountRange {
  var isOne: Bool { min == 1 && (max == 1 || max == nil) }
}
