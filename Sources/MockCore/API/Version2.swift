import JSONSource

/// Version 2 of the API: `{"data": …}`, ids as strings, and one shape for every refusal (Procore, new REST API
/// version).
public enum Version2 {
  /// How its paths begin.
  static let start = "/rest/v2."

  /// Rows of a page when none is asked for, and the most rows.
  static let paging = Operation.Paging(standard: 10, max: 100)

  /// A decision in the shape of version 2; one about another version stays as it is.
  public static func shape(_ decision: Decision, of request: Request) -> Decision {
    guard request.path.hasPrefix(start), case .json(let text) = decision.answer.body,
      let body = JSONParser.parse(Array(text.utf8))
    else { return decision }
    var shaped = decision
    let status = decision.answer.status
    let value = status < 400 ? ["data": withTextIDs(body)] : error(status, body, of: request.path)
    shaped.answer.body = .json(value.encoded())
    return shaped
  }

  /// A value in which every number under `id`, or under a name that ends in `_id`, is a string.
  private static func withTextIDs(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let items): return .array(items.map(withTextIDs))
    case .object(let object):
      return .object(
        JSONObject(
          object.map { member in
            guard member.key == "id" || member.key.hasSuffix("_id"), let number = member.value.integerValue else {
              return (member.key, withTextIDs(member.value))
            }
            return (member.key, .string(String(number)))
          }))
    default: return value
    }
  }

  /// `{"error": {"code": "NOT_FOUND", "message": …, "details": […]}}`; the code is the status in words.
  private static func error(_ status: Int, _ body: JSONValue, of path: String) -> JSONValue {
    let inner = body["error"]?.objectValue
    let code = inner?["code"] ?? .string(codes[status] ?? "ERROR")
    let message = inner?["message"] ?? message(body)
    let details = inner?["details"] ?? .array(details(code, message, body, path))
    return ["error": ["code": code, "message": message, "details": details]]
  }

  /// One entry for each field that is refused; where none is, one about the call as a whole.
  private static func details(
    _ code: JSONValue, _ message: JSONValue, _ body: JSONValue, _ path: String
  ) -> [JSONValue] {
    let ofFields = (body["errors"]?.objectValue ?? [:]).flatMap { field in
      (field.value.arrayValue ?? [field.value]).map { message -> JSONValue in
        ["reason_code": "INVALID", "message": message, "source": .string(field.key)]
      }
    }
    return ofFields.isEmpty ? [["reason_code": code, "message": message, "source": .string(path)]] : ofFields
  }

  /// The one sentence of a refusal of version 1, in whatever shape it stands there.
  private static func message(_ body: JSONValue) -> JSONValue {
    if let message = body["message"] ?? body.stringValue.map(JSONValue.string) { return message }
    switch body["errors"] {
    case .string(let text)?: return .string(text)
    case .array(let items)?: return items.first ?? ""
    case .object(let fields)?:
      return .string(
        fields.map { "\($0.key) \($0.value[0]?.stringValue ?? $0.value.stringValue ?? "")" }.joined(separator: ", "))
    default: return ""
    }
  }

  private static let codes = [
    400: "BAD_REQUEST", 401: "UNAUTHORIZED", 403: "FORBIDDEN", 404: "NOT_FOUND", 409: "CONFLICT", 410: "GONE",
    413: "PAYLOAD_TOO_LARGE", 422: "UNPROCESSABLE_ENTITY", 429: "TOO_MANY_REQUESTS", 500: "INTERNAL_SERVER_ERROR",
    503: "SERVICE_UNAVAILABLE",
  ]
}
