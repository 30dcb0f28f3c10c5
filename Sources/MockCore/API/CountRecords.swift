import JSONSource

/// How many records there are of each kind, `[{"module_name": …, "count": …, "position": …}]`.
enum CountRecords {
  static func decide(_ permit: Permit, _ found: RecordsFound) -> Decision {
    let counted = permit.route.operation.shared.value.counted
    let lines = zip(counted, found.others).enumerated().map { index, line -> JSONValue in
      [
        "module_name": .string(line.0.name), "count": .integer(Int64(line.1.total)),
        "position": .integer(Int64(index + 1)),
      ]
    }
    return AnswerCall.granted(200, .array(lines), permit, records: [])
  }
}
