import JSONSource
import PromotionGate

extension VersionStory {
  /// The story as JSON, indented, with a line feed at its end.
  public var json: String {
    guard let last = states.last else { return "null\n" }
    var object: JSONObject = [
      "format": 1, "version": .string("\(last.number)"), "app": .string(last.app),
      "state": .string(last.state.rawValue), "manifest": .string(last.manifest.text),
      "sandboxKey": .string(last.sandboxKey), "states": .array(states.map(Self.json(of:))),
      "demands": .array(demands.map(Self.json(of:))), "runs": .array(runsAsJSON),
    ]
    if let promotion {
      object["promotion"] = [
        "at": .string(promotion.at.rfc3339), "notes": .string(promotion.notes), "gate": .string(promotion.gate),
        "keys": .array(promotion.keys.map(JSONValue.string)),
        "files": .array(promotion.files.sorted().map(JSONValue.string)),
      ]
    }
    return JSONValue.object(object).encoded(indent: 2) + "\n"
  }

  private var runsAsJSON: [JSONValue] {
    runs.map { number, result in
      [
        "run": .integer(number), "at": .string(result.began.rfc3339), "verdict": .string(result.verdict.rawValue),
        "scenarios": .integer(Int64(result.scenarios.count)), "connector": .string(result.digest.text),
        "seed": .string("\(result.seed)"),
      ]
    }
  }

  private static func json(of version: Version) -> JSONValue {
    [
      "state": .string(version.state.rawValue), "at": .string(version.created.rfc3339),
      "manifest": .string(version.manifest.text), "sandboxKey": .string(version.sandboxKey),
    ]
  }

  private static func json(of demand: Demand) -> JSONValue {
    [
      "at": .string(demand.at.rfc3339), "set": .string(demand.digest.text),
      "scenarios": .array(demand.set.scenarios.keys.sorted().map(JSONValue.string)),
    ]
  }
}
