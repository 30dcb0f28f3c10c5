import JSONSource
import MockCore

extension Reader where Value == FaultStep {
  /// A fault: its name, which calls it hits, and what becomes of their answers.
  static func faultStep(_ names: ScenarioNames) -> Reader<FaultStep> {
    Reader { json, diagnostics in
      guard var fault = Reader<Fault>.fault(knowing: names.ofMatches).read(json, diagnostics) else { return nil }
      let action = json["on"]?["action"]?.value.stringValue
      if action != nil && fault.match.endpoint == nil && fault.match.host == nil && fault.match.path == nil {
        fault.match.endpoint = .eq("api")
      }
      return FaultStep(fault: fault, action: action)
    }
  }
}
