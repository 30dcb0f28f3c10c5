import ScenarioCore

extension Finding {
  /// What it rests on, in one line; empty where there is nothing.
  var grounds: String {
    let numbers = exchanges.map(String.init).joined(separator: ", ")
    let place = exchanges.isEmpty ? nil : (exchanges.count == 1 ? "exchange " : "exchanges ") + numbers
    let parts = clauses + [place, step.map { "step \($0)" }].compactMap(\.self)
    return parts.joined(separator: " · ")
  }

  /// All of it in words, for programs that show text: what was found, what to change, what it rests on, a line each.
  func words(_ weight: Weight) -> String {
    let lines = ["\(claim) (\(weight.word)): \(message)", advice.map { "→ " + $0 } ?? "", grounds]
    return lines.filter { !$0.isEmpty }.map(PrintableText.clean).joined(separator: "\n")
  }
}
