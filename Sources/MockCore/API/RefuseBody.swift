import HTTPTypes
import JSONSource

/// The refusal of a record for what its fields say, in each of the shapes that occur.
enum RefuseBody {
  /// Refuses a record for these fields, each with its sentences.
  static func decide(_ errors: JSONObject, _ permit: Permit, _ profile: Profile) -> Decision {
    var decision = AnswerCall.refused(.bodyInvalid, permit, profile)
    let rule = permit.route.operation.shared.value.refusal
    decision.answer = .json(
      rule?.status ?? decision.answer.status,
      ["errors": shaped(errors, profile.validationErrors.shape ?? rule?.shape ?? .fields)])
    return decision
  }

  /// Refuses a body in which the record is not where it belongs, or that is no JSON although it says so; the words are
  /// those of Rails for both.
  static func withoutRecord(_ permit: Permit, _ request: Request, _ profile: Profile) -> Decision {
    var decision = AnswerCall.refused(request.isBrokenJSON ? .requestMalformed : .bodyInvalid, permit, profile)
    let wrapper = permit.route.operation.wrapper ?? "body"
    decision.answer = .json(
      400, ["code": "BAD_REQUEST", "message": .string("param is missing or the value is empty: \(wrapper)")])
    return decision
  }

  private static func shaped(_ errors: JSONObject, _ shape: Manners.RefusalRule.Shape) -> JSONValue {
    switch shape {
    case .fields: return .object(errors)
    case .list: return .array(sentences(errors))
    case .base: return ["base": .array(sentences(errors))]
    }
  }

  /// `{"due_date": ["is invalid"]}` as `Due date is invalid`.
  private static func sentences(_ errors: JSONObject) -> [JSONValue] {
    errors.flatMap { field -> [JSONValue] in
      let words = field.key.replacing("_", with: " ")
      let name = words.prefix(1).uppercased() + words.dropFirst()
      return (field.value.arrayValue ?? [field.value]).map { .string("\(name) \($0.stringValue ?? $0.encoded())") }
    }
  }
}

extension Request {
  /// Whether the body says that it is JSON, and is none.
  var isBrokenJSON: Bool {
    !body.isEmpty && headers[.contentType]?.lowercased().hasPrefix("application/json") == true
      && JSONParser.parse(body) == nil
  }
}
