import ScenarioCore

extension ScenarioResult {
  /// The folder of its identity, by which reports put scenarios together; `scenarios` for one that lies in none.
  var folder: String {
    guard let end = scenario.lastIndex(of: "/"), end > scenario.startIndex else { return "scenarios" }
    return String(scenario[..<end])
  }
}
