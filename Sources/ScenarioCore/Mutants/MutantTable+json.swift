import JSONSource

extension MutantTable {
  /// The table for programs, without its format.
  public var json: JSONObject {
    [
      "isWhole": .bool(isWhole), "defects": .array(rows.map(\.json)),
      "rightConnectors": .array(
        passed.map { entry in ["name": .string(entry.name), "passed": .integer(Int64(entry.count))] }),
      "flags": .array(flags.map(\.json)), "idleScenarios": .array(idleScenarios.map { .string($0) }),
      "idleChecks": .array(idleChecks.map { .string($0) }),
    ]
  }
}

extension MutantTable.Row {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "what": .string(what), "isCaught": .bool(isCaught), "tried": .integer(Int64(tried)),
      "scenarios": .array(scenarios.map { .string($0) }), "checks": .array(checks.map { .string($0) }),
      "missedBy": .array(missedBy.map { .string($0) }), "inconclusive": .array(inconclusive.map { .string($0) }),
    ]
  }
}

extension MutantTable.Flag {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "scenario": .string(scenario), "verdict": .string(verdict.rawValue),
      "message": .string(message),
    ]
  }
}
