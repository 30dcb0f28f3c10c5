import JSONSource

extension RepeatedVerdicts {
  /// What came out, for programs, without its format: how often each scenario came to each verdict.
  public var json: JSONObject {
    let scenarios = counts.sorted { $0.key < $1.key }.map { name, verdicts -> JSONValue in
      let sorted = verdicts.sorted { $0.key.rawValue < $1.key.rawValue }
      return [
        "scenario": .string(name), "isSteady": .bool(!unsteady.contains(name)),
        "verdicts": .object(JSONObject(sorted.map { ($0.key.rawValue, .integer(Int64($0.value))) })),
      ]
    }
    return ["runs": .integer(Int64(runs)), "areSteady": .bool(areSteady), "scenarios": .array(scenarios)]
  }
}
