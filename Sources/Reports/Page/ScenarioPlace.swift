/// Where a scenario stands in the page, and how its parts are reached.
struct ScenarioPlace: Hashable, Sendable {
  /// 1, 2, 3 … in the order of the run.
  let number: Int

  /// The anchor of the scenario.
  var id: String { "s\(number)" }
  /// The anchor of an exchange.
  func id(ofExchange exchange: Int) -> String { "s\(number)x\(exchange)" }
  /// The anchor of a step.
  func id(ofStep index: Int) -> String { "s\(number)t\(index + 1)" }
  /// The anchor of a finding, by its place among the problems of the scenario.
  func id(ofFinding index: Int) -> String { "s\(number)f\(index + 1)" }
}
