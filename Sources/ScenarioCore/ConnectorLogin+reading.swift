import JSONSource
import MockCore

extension Reader where Value == ConnectorFile.Login {
  /// How a user connects.
  static var login: Reader<ConnectorFile.Login> {
    .wholeObject("how a user connects") { fields in
      let connected = fields.optional("connected", .responseMatch)
      let before = fields.optional("before", .browserSteps, default: [])
      let open = fields.optional("open", .runPath)
      let command = fields.command()
      let printsAddress = fields.optional("urlFrom", .word("stdout")) != nil
      let readsCode = fields.optional("code", .word("stdin")) != nil
      guard fields.has("open") != fields.has("run") else {
        let message = "expected exactly one of \"open\" and \"run\""
        fields.error(fields.has("run") ? message + ", found both" : message)
        return nil
      }
      if fields.has("open") {
        for key in ["urlFrom", "code", "directory", "environment"] where fields.has(key) {
          fields.error("\"\(key)\" belongs to a login with \"run\"", at: key)
        }
        if connected?.exit != nil || connected?.output != nil {
          fields.error(
            "a login with \"open\" ends with a page, which has no exit status and no output", at: "connected",
            hint: "say what the page is like: status, header, body")
        }
        return open.map { ConnectorFile.Login(way: .open($0), before: before, connected: connected) }
      }
      return command.map {
        let login = ConnectorFile.LoginCommand(command: $0, printsAddress: printsAddress, readsCode: readsCode)
        return ConnectorFile.Login(way: .run(login), before: before, connected: connected)
      }
    }
  }
}

extension Reader where Value == String {
  /// One word and no other.
  fileprivate static func word(_ word: String) -> Reader<String> {
    Reader.string.compactMap(expected: "\"\(word)\"") { $0 == word ? $0 : nil }
  }
}

extension Reader where Value == [ConnectorFile.BrowserStep] {
  /// What a user does in the browser, in order; the first step opens a page.
  fileprivate static var browserSteps: Reader<[ConnectorFile.BrowserStep]> {
    Reader { json, diagnostics in
      let steps = Reader<[ConnectorFile.BrowserStep]>.nonEmptyArray(of: .browserStep).read(json, diagnostics)
      if let first = json.items?.first, first.members != nil, first["open"] == nil {
        diagnostics.error("no page is open yet", at: first, hint: "begin with {\"open\": \"/path\"}")
      }
      return steps
    }
  }
}

extension Reader where Value == ConnectorFile.BrowserStep {
  fileprivate static var browserStep: Reader<ConnectorFile.BrowserStep> {
    .wholeObject("a step in the browser") { fields in
      let open = fields.optional("open", .runPath)
      let fill = fields.optional("fill", .runMembers, default: [])
      let press = fields.optional("press", .runText)
      if !fields.has("open") && !fields.has("press") && !fields.has("fill") {
        fields.error("nothing is done", hint: "add one of open, fill, press")
      } else if fields.has("fill") && !fields.has("press") {
        fields.error("nothing sends the form", at: "fill", hint: "add \"press\" with the text of its button")
      }
      return ConnectorFile.BrowserStep(open: open, fill: fill, press: press)
    }
  }
}
