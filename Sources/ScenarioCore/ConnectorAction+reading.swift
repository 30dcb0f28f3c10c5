import HTTPTypes
import JSONSource
import MockCore

extension Reader where Value == [ConnectorFile.Action] {
  /// Actions by name, in the order of the file.
  static var actions: Reader<[ConnectorFile.Action]> {
    Reader<[(key: String, value: ConnectorFile.Action)]>.dictionary(of: .action, allowingNote: true).map { members in
      members.map { member in
        var action = member.value
        action.name = member.key
        return action
      }
    }
  }
}

extension Reader where Value == ConnectorFile.Action {
  /// An action; its name is the key under which it stands.
  fileprivate static var action: Reader<ConnectorFile.Action> {
    .wholeObject("an action") { fields in
      let headers = fields.optional("headers", .runHeaders, default: [])
      let body = fields.optional("body", .runValue)
      let form = fields.optional("form", .runMembers, default: [])
      let outcomes = fields.optional("outcomes", .outcomeRules, default: [])
      let within = fields.optional("within", .duration, default: ConnectorFile.standardWithin)
      for key in ["run", "stdin", "directory", "environment"] where fields.has(key) { fields.notInThisVersion(key) }
      if fields.has("body") && fields.has("form") {
        fields.error("a request has a \"body\" or a \"form\", not both", at: "form")
      }
      guard fields.has("request") || !fields.has("run") else { return nil }
      return fields.required("request", .requestLine).map { line in
        ConnectorFile.Action(
          name: "", method: line.method, path: line.path, headers: headers, body: body, form: form,
          outcomes: outcomes, within: within)
      }
    }
  }
}

/// The method and the path of an action.
private struct RequestLine {
  var method: String
  var path: Interpolation
}

extension Reader where Value == RequestLine {
  fileprivate static var requestLine: Reader<RequestLine> {
    Reader { json, diagnostics in
      guard let text = Reader<String>.string.read(json, diagnostics) else { return nil }
      let halves = text.split(separator: " ", maxSplits: 1).map(String.init)
      guard halves.count == 2, halves[0].wholeMatch(of: /[A-Z]+/) != nil, halves[1].hasPrefix("/"),
        !halves[1].contains(where: \.isWhitespace)
      else {
        diagnostics.error("\"\(text)\" is no request", at: json, hint: #"write "METHOD /path", as in "GET /rfis""#)
        return nil
      }
      return ConnectorNames.interpolation(halves[1], at: json, diagnostics).map {
        RequestLine(method: halves[0], path: $0)
      }
    }
  }
}

extension Reader where Value == [(name: String, value: Interpolation)] {
  /// Texts by name, in order.
  fileprivate static var runMembers: Reader<[(name: String, value: Interpolation)]> {
    Reader<[(key: String, value: Interpolation)]>.dictionary(of: .runText).map { members in
      members.map { (name: $0.key, value: $0.value) }
    }
  }

  fileprivate static var runHeaders: Reader<[(name: String, value: Interpolation)]> {
    Reader { json, diagnostics in
      for member in json.members ?? [] where HTTPField.Name(member.key) == nil {
        diagnostics.error("\"\(member.key)\" is no name of a header", atKeyOf: member)
      }
      return runMembers.read(json, diagnostics)
    }
  }
}

extension Reader where Value == [ConnectorFile.OutcomeRule] {
  /// How outcomes are recognised, by their closed names, in the order of the file.
  static var outcomeRules: Reader<[ConnectorFile.OutcomeRule]> {
    Reader { json, diagnostics in
      guard let members = json.members else {
        diagnostics.error("expected outcomes by name, an object, found \(json.typeName)", at: json)
        return nil
      }
      let words = Outcome.ofActions.map(\.rawValue)
      return members.compactMap { member -> ConnectorFile.OutcomeRule? in
        if member.key == "note", member.value.value.stringValue != nil { return nil }
        let match = Reader<ResponseMatch>.responseMatch.read(member.value, diagnostics)
        guard words.contains(member.key), let outcome = Outcome(rawValue: member.key) else {
          let hint = Suggestion.hint(for: member.key, among: words, otherwise: "the outcomes are")
          diagnostics.error("unknown outcome \"\(member.key)\"", atKeyOf: member, hint: hint)
          return nil
        }
        return match.map { ConnectorFile.OutcomeRule(outcome: outcome, match: $0) }
      }
    }
  }
}

extension Outcome {
  /// The outcomes of actions, in the order of the format.
  public static let ofActions = allCases.filter { $0 != .connected && $0 != .refused }
}
