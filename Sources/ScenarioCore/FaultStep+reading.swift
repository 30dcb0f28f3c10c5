import HTTPTypes
import JSONSource
import MockCore

extension Reader where Value == FaultStep {
  /// A fault: its name, which calls it hits, and what becomes of their answers.
  static func faultStep(_ names: ScenarioNames) -> Reader<FaultStep> {
    .wholeObject("a fault") { fields in
      let name = fields.required("name", .nonEmptyString)
      let match = fields.required("on", .call(knowing: names.ofMatches))
      let reply = fields.required("reply", .faultReply)
      let times = fields.optional("times", .count(in: 1...1_000_000), default: 1)
      let skip = fields.optional("skip", .count(in: 0...1_000_000), default: 0)
      guard let name, var match, let reply else { return nil }
      let action = fields.json["on"]?["action"]?.value.stringValue
      if action != nil && match.endpoint == nil && match.host == nil && match.path == nil {
        match.endpoint = .eq("api")
      }
      return FaultStep(
        fault: Fault(name: name, match: match, reply: reply, skip: skip, times: times), action: action)
    }
  }
}

extension Reader where Value == FaultReply {
  /// What becomes of an answer: a word, or another answer.
  public static var faultReply: Reader<FaultReply> {
    Reader { json, diagnostics in
      guard case .object = json.content else { return word.read(json, diagnostics) }
      return Reader<FaultReply>.object("a reply") { fields in
        for key in ["delay", "hang"] where fields.has(key) {
          fields.notInThisVersion(key)
          return nil
        }
        let headers = fields.optional("headers", .headers, default: [])
        let body = fields.optional("body", .value)
        return fields.required("status", .count(in: 200...599)).map { .status($0, headers: headers, body: body) }
      }.read(json, diagnostics)
    }
  }

  private static var word: Reader<FaultReply> {
    Reader { json, diagnostics in
      guard let word = Reader<String>.string.read(json, diagnostics) else { return nil }
      switch word {
      case "drop-before-commit": return .dropBeforeCommit
      case "drop-after-commit": return .dropAfterCommit
      case "reset": return .reset
      case "truncate": return .truncate
      case "drip", "garbage", "hold": diagnostics.notInThisVersion(word, at: json)
      default:
        let words = ["drop-before-commit", "drop-after-commit", "reset", "truncate"]
        let hint = Suggestion.hint(for: word, among: words, otherwise: "the replies are {\"status\": …},")
        diagnostics.error("unknown reply \"\(word)\"", at: json, hint: hint)
      }
      return nil
    }
  }
}

extension Reader where Value == [Parameter] {
  /// Headers of an answer; a number is written as it stands.
  fileprivate static var headers: Reader<[Parameter]> {
    Reader { json, diagnostics in
      for member in json.members ?? [] where HTTPField.Name(member.key) == nil {
        diagnostics.error("\"\(member.key)\" is no name of a header", atKeyOf: member)
      }
      let text = Reader<JSONValue>.value.compactMap(expected: "a string or a number") { value -> String? in
        value.stringValue ?? (value.doubleValue == nil ? nil : value.encoded())
      }
      let members = Reader<[(key: String, value: String)]>.dictionary(of: text).read(json, diagnostics)
      return members.map { $0.map { Parameter($0.key, $0.value) } }
    }
  }
}
