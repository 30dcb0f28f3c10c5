import JSONSource

/// The refusals of a query that an operation does not take.
enum RefuseQuery {
  /// The refusal of a permitted call for what its query says; nil where it is in order.
  static func decide(_ permit: Permit, _ request: Request, _ profile: Profile) -> Decision? {
    let operation = permit.route.operation
    guard operation.action == .list, let (grounds, message) = wrong(request, operation) else { return nil }
    var decision = AnswerCall.refused(grounds, permit, profile)
    if grounds == .filterInvalid, let body = profile.errorBodies[grounds]?.body {
      decision.answer = .json(decision.answer.status, body.saying(message))
    }
    return decision
  }

  private static func wrong(_ request: Request, _ operation: Operation) -> (grounds: Grounds, message: String)? {
    let manners = operation.shared.value
    if let dates = manners.dates, let refusal = dates.refusal(of: request) { return refusal }
    guard !request.query.isEmpty, !(manners.ranges.isEmpty && manners.listFilters.isEmpty) else { return nil }
    for parameter in request.query {
      guard let field = Filters.field(of: parameter.name) else { continue }
      if manners.ranges.contains(field) && Filters.span(parameter.value) == nil {
        return (.filterInvalid, "\(field) must be a range")
      }
      if manners.listFilters.contains(field) && !parameter.name.hasSuffix("[]") {
        return (.filterInvalid, "\(field) must be an array")
      }
    }
    return nil
  }
}

extension JSONValue {
  /// The body of a refusal with another sentence in the place of its own.
  func saying(_ message: String) -> JSONValue {
    guard var object = objectValue else { return self }
    for key in object.keys {
      switch object[key] {
      case .string? where key == "message": object[key] = .string(message)
      case .object(let inner)? where key == "error": object[key] = JSONValue.object(inner).saying(message)
      case .array? where key == "errors": object[key] = [.string(message)]
      case .string? where key == "errors": object[key] = .string(message)
      default: break
      }
    }
    return .object(object)
  }
}
