import HTTPTypes
import JSONSource

/// The answer that a fault scripts, in Procore's own words where the fault has none.
public enum ScriptedAnswer {
  /// Makes the answer.
  public static func answer(
    _ status: Int, headers: [Parameter], body: JSONValue?, call: Exchange, profile: Profile
  ) -> Answer {
    var fields: HTTPFields = [:]
    for header in headers {
      if let name = HTTPField.Name(header.name) { fields.append(HTTPField(name: name, value: header.value)) }
    }
    if status == 429 && profile.retryAfterOn429 && fields[.retryAfter] == nil {
      fields[.retryAfter] = String((RateHeaders.reset(after: call.at) - call.at).wholeSeconds)
    }
    if status == 503, let wait = profile.retryAfterOn503, fields[.retryAfter] == nil {
      fields[.retryAfter] = String(wait.wholeSeconds)
    }
    let words = body ?? profile.statusBodies[status] ?? (status < 400 ? .null : ["message": .string("Error \(status)")])
    switch words {
    case .null: return Answer(status: status, headers: fields)
    case .string(let text):
      if fields[.contentType] == nil {
        fields[.contentType] = text.hasPrefix("<") ? "text/html; charset=utf-8" : "text/plain; charset=utf-8"
      }
      return Answer(status: status, headers: fields, body: .json(text))
    default: return .json(status, words, headers: fields)
    }
  }
}
