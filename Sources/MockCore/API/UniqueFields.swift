import JSONSource

/// What may stand only once among the records of a collection.
enum UniqueFields {
  /// The records that could have the value already.
  static func needs(_ permit: Permit, _ request: Request, _ rule: Manners.UniqueRule) -> [RecordsNeeded] {
    guard let body = WriteRecord.body(request, permit.route.operation), let value = body[rule.field], !value.isNull
    else { return [] }
    var query = RecordQuery(permit, collection: permit.route.operation.collection, limit: mostRivals)
    query.visibleTo = nil
    query.conditions = ([rule.field] + rule.within).compactMap { field in
      body[field].map { RecordQuery.Condition(field: field, values: [$0.stringValue ?? $0.encoded()]) }
    }
    return [.page(query)]
  }

  /// The refusal of a record whose value another one has; nil where none has.
  static func refusal(
    _ rivals: RecordsFound?, except id: Int64?, _ permit: Permit, _ profile: Profile
  ) -> Decision? {
    guard let rule = permit.route.operation.shared.value.unique,
      let rival = rivals?.rows.first(where: { $0.id != id })
    else { return nil }
    let errors: JSONObject = [rule.field: ["has already been taken"]]
    guard let member = rule.conflict else { return RefuseBody.decide(errors, permit, profile) }
    var decision = AnswerCall.refused(.recordConflict, permit, profile)
    decision.answer = .json(
      decision.answer.status,
      ["errors": .object(errors), member: JSONParser.parse(Array(rival.json.utf8)) ?? .null])
    return decision
  }

  /// Itself and one other are enough to know.
  private static let mostRivals = 2
}
