import JSONSource
import Testing

@testable import MockCore

/// A small world as a file has it, of which each test changes one thing.
struct WorldText {
  var format = "1"
  var companies = #"[{ "id": 4001, "name": "Granite" }, { "id": 4002, "name": "Birch", "allowUserInstalls": true }]"#
  var projects =
    #"[{ "id": 598134326177405, "company": 4001, "name": "Harbour House", "tools": { "Drawings": "disabled" } }]"#
  var templates = """
    [{ "name": "Reader", "scope": "company", "tools": { "Directory": "readOnly" } },
     { "name": "Engineer", "scope": "project", "tools": { "RFIs": "standard" } }]
    """
  var users = """
    [{ "id": 101, "login": "rita@granite.example", "name": "Rita Reader",
       "companies": [{ "id": 4001, "template": "Reader" }],
       "projects": [{ "id": 598134326177405, "template": "Engineer" }] }]
    """
  var apps = """
    [{ "name": "Connector", "clientId": "c11e47", "clientSecret": "5ec2e7", "redirectUris": ["${app.redirectUri}"],
       "installedIn": [4001] }]
    """
  var records = #"{ "rfis": [{ "id": 9001, "project": 598134326177405, "subject": "Beam" }] }"#
  var more = ""

  var text: String {
    """
    { "format": \(format), "why": "For a test.", "companies": \(companies), "projects": \(projects),
    "permissionTemplates": \(templates), "users": \(users), "apps": \(apps), "records": \(records)\(more) }
    """
  }

  /// The world with a change, and what was said about it.
  static func read(_ change: (inout WorldText) -> Void = { _ in }) -> (world: World?, diagnostics: Diagnostics) {
    var text = WorldText()
    change(&text)
    let diagnostics = Diagnostics()
    let json = JSONParser.parse(SourceFile(name: "world.json", text: text.text), into: diagnostics)
    return (json.flatMap { World.read($0, into: diagnostics) }, diagnostics)
  }

  /// What was said about a world with a change.
  static func said(_ change: (inout WorldText) -> Void) -> [Said] { read(change).diagnostics.inOrder.map(Said.init) }
}

/// What a diagnostic says, and where.
struct Said: Equatable, CustomStringConvertible {
  var message: String
  var pointer: String
  var hint: String?
  var isWarning = false

  init(_ message: String, at pointer: String, hint: String? = nil, isWarning: Bool = false) {
    self.message = message
    self.pointer = pointer
    self.hint = hint
    self.isWarning = isWarning
  }

  init(_ diagnostic: Diagnostic) {
    self.init(
      diagnostic.message, at: diagnostic.place?.pointer ?? "", hint: diagnostic.hint,
      isWarning: diagnostic.severity == .warning)
  }

  var description: String { "\(isWarning ? "warning: " : "")\(message) at \(pointer), hint \(hint ?? "none")" }
}
