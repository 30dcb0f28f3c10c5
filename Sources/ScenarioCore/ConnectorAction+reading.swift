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
  private static let keysOfRequests = ["request", "headers", "body", "form"]
  private static let keysOfCommands = ["run", "stdin", "directory", "environment"]

  /// An action; its name is the key under which it stands.
  fileprivate static var action: Reader<ConnectorFile.Action> {
    .wholeObject("an action") { fields in
      let line = fields.optional("request", .requestLine)
      let headers = fields.optional("headers", .runHeaders, default: [])
      let body = fields.optional("body", .runValue)
      let form = fields.optional("form", .runMembers, default: [])
      let command = fields.command(standardInput: "stdin")
      let outcomes = fields.optional("outcomes", .outcomeRules, default: [])
      let within = fields.optional("within", .duration, default: ConnectorFile.standardWithin)
      guard isOneKind(fields) else { return nil }
      let request = line.map { ConnectorFile.Request(line: $0, headers: headers, body: body, form: form) }
      let trigger = request.map { ConnectorFile.Action.Trigger.request($0) } ?? command.map { .run($0) }
      return trigger.map {
        ConnectorFile.Action(
          name: "", trigger: $0, outcomes: outcomes, within: within, carried: CarryNames.used(in: fields.json),
          namesCompany: fields.json.value.encoded().contains("${company."))
      }
    }
  }

  /// Says what does not go together.
  private static func isOneKind(_ fields: Fields) -> Bool {
    if fields.has("body") && fields.has("form") {
      fields.error("a request has a \"body\" or a \"form\", not both", at: "form")
    }
    guard fields.has("request") != fields.has("run") else {
      let message = "expected exactly one of \"request\" and \"run\""
      fields.error(fields.has("run") ? message + ", found both" : message)
      return false
    }
    let strange = fields.has("run") ? keysOfRequests : keysOfCommands
    let word = fields.has("run") ? "request" : "run"
    for key in strange where fields.has(key) {
      fields.error("\"\(key)\" belongs to an action with \"\(word)\"", at: key)
    }
    return true
  }
}

extension Fields {
  /// A command that stands in this object as `run`, with a folder and variables of its own.
  ///
  /// - Parameter key: the key of what it finds on its standard input; nil where it finds nothing.
  func command(standardInput key: String? = nil) -> ConnectorFile.Command? {
    let arguments = optional("run", .nonEmptyArray(of: .runText))
    let input = key.flatMap { optional($0, .runText) }
    let directory = optional("directory", .runText)
    let environment = optional("environment", .environment, default: [])
    return arguments.map {
      ConnectorFile.Command(arguments: $0, standardInput: input, directory: directory, environment: environment)
    }
  }
}

extension Reader where Value == ConnectorFile.RequestLine {
  /// A method and a path in one text, `GET /rfis`.
  static var requestLine: Reader<ConnectorFile.RequestLine> {
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
        ConnectorFile.RequestLine(method: halves[0], path: $0)
      }
    }
  }
}

extension Reader where Value == [(name: String, value: Interpolation)] {
  /// Texts by name, in order.
  static var runMembers: Reader<[(name: String, value: Interpolation)]> {
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
