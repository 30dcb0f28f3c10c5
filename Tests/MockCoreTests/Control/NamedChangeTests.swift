import JSONSource
import Testing

@testable import MockCore

@Suite struct NamedChangeTests {
  private static let catalog = Catalog(operations: [])
  private static let world: WorldVocabulary = {
    var world = WorldVocabulary(TestWorld.directory, catalog: catalog)
    world.tools = ["RFIs", "Punch List"]
    return world
  }()
  private static let rita = TestWorld.directory.user(TestWorld.rita)?.login ?? ""

  private func read(_ text: String) -> (change: NamedChange?, diagnostics: Diagnostics) {
    let diagnostics = Diagnostics()
    let reader = NamedChangeReader(world: Self.world, collections: ["rfis"]).change
    let json = JSONParser.parse(SourceFile(name: "body", text: text), into: diagnostics)
    let change = json.flatMap { reader.read($0, diagnostics) }
    return (diagnostics.hasErrors ? nil : change, diagnostics)
  }

  static let all: [(String, NamedChange, [WorldChange])] = [
    (
      #"{"setLevel": {"user": "RITA", "tool": "RFIs", "level": "none", "project": "Harbour House"}}"#,
      .setLevel(user: rita, tool: "RFIs", level: .none, project: TestWorld.harbour),
      [
        .setLevel(
          user: TestWorld.rita, company: TestWorld.granite, project: TestWorld.harbour, tool: TestWorld.rfis,
          level: .none)
      ]
    ),
    (
      #"{"setLevel": {"user": "RITA", "tool": "RFIs", "level": "admin"}}"#,
      .setLevel(user: rita, tool: "RFIs", level: .admin, project: nil),
      [
        .setLevel(
          user: TestWorld.rita, company: TestWorld.granite, project: nil, tool: TestWorld.rfis, level: .admin)
      ]
    ),
    (
      #"{"disableTool": {"project": 71003, "tool": "RFIs"}}"#, .disableTool(project: 71_003, tool: "RFIs"),
      [.disableTool(project: 71_003, tool: TestWorld.rfis)]
    ),
    (
      #"{"enableTool": {"project": 71002, "tool": "RFIs"}}"#, .enableTool(project: 71_002, tool: "RFIs"),
      [.enableTool(project: 71_002, tool: TestWorld.rfis)]
    ),
    (
      #"{"removeFromProject": {"user": "RITA", "project": 71002}}"#, .removeFromProject(user: rita, project: 71_002),
      [.removeFromProject(user: TestWorld.rita, project: 71_002)]
    ),
    (
      #"{"addToProject": {"user": "RITA", "project": 71002}}"#, .addToProject(user: rita, project: 71_002),
      [.addToProject(user: TestWorld.rita, project: 71_002)]
    ),
    (
      #"{"removeFromCompany": {"user": "RITA", "company": "Granite"}}"#,
      .removeFromCompany(user: rita, company: 4001), [.removeFromCompany(user: TestWorld.rita, company: 4001)]
    ),
    (
      #"{"addToCompany": {"user": "RITA", "company": 4001}}"#, .addToCompany(user: rita, company: 4001),
      [.addToCompany(user: TestWorld.rita, company: 4001)]
    ),
    (#"{"disableUser": "RITA"}"#, .disableUser(rita), [.disableUser(TestWorld.rita)]),
    (#"{"enableUser": "RITA", "note": "back again"}"#, .enableUser(rita), [.enableUser(TestWorld.rita)]),
    (#"{"installApp": {"company": 4001}}"#, .installApp(company: 4001), [.installApp(company: 4001)]),
    (#"{"uninstallApp": {"company": "Birch"}}"#, .uninstallApp(company: 4002), [.uninstallApp(company: 4002)]),
    (
      #"{"hide": {"collection": "rfis", "id": 9001}}"#, .hide(collection: "rfis", record: 9001),
      [.hide(collection: "rfis", record: 9001)]
    ),
    (#"{"revoke": "both"}"#, .revoke(.both), [.revoke(.both, user: nil)]),
    (#"{"expire": "access"}"#, .expireAccess, [.expireAccess(user: nil)]),
    (#"{"rotateSecret": true}"#, .rotateSecret, [.rotateSecret]),
    (
      #"{"profile": {"refreshRotation": "none"}}"#, .profile(["refreshRotation": "none"]),
      [.setProfile(["refreshRotation": "none"])]
    ),
  ]

  @Test(arguments: all)
  func `each change is read and comes to what it says`(text: String, change: NamedChange, changes: [WorldChange]) {
    let read = read(text.replacing("RITA", with: Self.rita))
    #expect(read.diagnostics.all.map(\.description) == [])
    #expect(read.change == change)
    #expect(change.changes(in: TestWorld.directory) == changes)
  }

  @Test func `every word is among them`() {
    #expect(
      NamedChangeReader.words.allSatisfy { word in Self.all.contains { $0.0.hasPrefix("{\"\(word)\"") } })
  }

  @Test(arguments: [
    (#"{"disableUsr": "x"}"#, "unknown change \"disableUsr\"", "did you mean \"disableUser\"?"),
    (#"{"disableUser": "nobody@x.example"}"#, "the world has no user \"nobody@x.example\"", nil),
    (#"{"disableTool": {"tool": "RFIs"}}"#, "missing key \"project\" in a tool of a project", nil),
    (#"{"hide": {"collection": "rfi", "id": 1}}"#, "the catalog has no collection \"rfi\"", "did you mean \"rfis\"?"),
    (#"{"forbid": "read"}"#, "unknown change \"forbid\"", nil),
    (#"{"rotateSecret": false}"#, "expected true, found false", nil),
    (
      #"{"rotateSecret": true, "expire": "access"}"#,
      "a change of the world has exactly one word, found \"rotateSecret\" and \"expire\"", "send one for each"
    ),
    ("{}", "a change of the world has exactly one word, found none", nil),
  ])
  func `what is no change is told, with the next step`(text: String, message: String, hint: String?) {
    let read = read(text)
    #expect(read.change == nil)
    #expect(read.diagnostics.all.first?.message == message)
    if let hint { #expect(read.diagnostics.all.first?.hint == hint) }
  }

  @Test func `nobody of that name means no change`() {
    #expect(NamedChange.disableUser("nobody").changes(in: TestWorld.directory) == [])
    #expect(
      NamedChange.setLevel(user: "nobody", tool: "RFIs", level: .none, project: nil).changes(in: TestWorld.directory)
        == [])
  }
}
