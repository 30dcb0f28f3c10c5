import HTTPTypes
import JSONSource

extension Reader where Value == FaultReply {
  /// What becomes of an answer: a word, or another answer.
  public static var faultReply: Reader<FaultReply> {
    Reader { json, diagnostics in
      guard case .object = json.content else { return word.read(json, diagnostics) }
      return described.read(json, diagnostics)
    }
  }

  /// The words for a reply that is an object.
  private static let keys = ["status", "delay", "hang"]

  private static var described: Reader<FaultReply> {
    .wholeObject("a reply") { fields in
      let found = keys.filter { fields.has($0) }
      let headers = fields.optional("headers", .headers)
      let body = fields.optional("body", .value)
      guard found.count == 1 else {
        let hint = "a reply is one of {\"status\": 503}, {\"delay\": \"3s\"}, {\"hang\": \"20s\"}"
        let words = found.map { "\"\($0)\"" }.joined(separator: " and ")
        fields.error(
          found.isEmpty ? "missing key \"status\" in a reply" : "a reply is one thing, found \(words)",
          at: found.last, hint: hint)
        return nil
      }
      if found[0] == "status" {
        return fields.required("status", .count(in: 200...599)).map { .status($0, headers: headers ?? [], body: body) }
      }
      for key in ["headers", "body"] where fields.has(key) {
        fields.error("\"\(key)\" belongs to a \"status\"; after a \"\(found[0])\" nothing is scripted", at: key)
      }
      let span = fields.required(found[0], .pause)
      return span.map { found[0] == "delay" ? .delay($0) : .hang($0) }
    }
  }

  private static var word: Reader<FaultReply> {
    Reader { json, diagnostics in
      guard let word = Reader<String>.string.read(json, diagnostics) else { return nil }
      if let known = FaultReply.words.first(where: { $0.word == word }) { return known.reply }
      let hint = Suggestion.hint(
        for: word, among: FaultReply.words.map(\.word),
        otherwise: "the replies are {\"status\": …}, {\"delay\": …}, {\"hang\": …},")
      diagnostics.error("unknown reply \"\(word)\"", at: json, hint: hint)
      return nil
    }
  }
}

extension Reader where Value == Duration {
  /// A span of real time that a connection is kept waiting.
  fileprivate static var pause: Reader<Duration> {
    Reader { json, diagnostics in
      guard let span = duration.read(json, diagnostics) else { return nil }
      guard span > .zero, span <= .seconds(600) else {
        diagnostics.error(
          "expected more than nothing and at most 10m of real time, found \(json.value.encoded())", at: json)
        return nil
      }
      return span
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
