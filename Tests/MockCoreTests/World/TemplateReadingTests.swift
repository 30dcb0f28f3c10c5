import JSONSource
import Testing

@testable import MockCore

/// Reading the permission templates of a world.
struct TemplateReadingTests {
  private static let plain = """
    [{ "name": "Reader", "scope": "company", "tools": { "Directory": "readOnly" } },
     { "name": "Engineer", "scope": "project", "tools": { "RFIs": "standard", "Directory": "readOnly" }MORE }]
    """

  private func read(_ more: String) -> (templates: [PermissionTemplate], said: [Said]) {
    let (world, diagnostics) = WorldText.read { $0.templates = Self.plain.replacing("MORE", with: more) }
    return (world?.directory.templates ?? [], diagnostics.inOrder.map(Said.init))
  }

  @Test func `a template has an id of its own, or the next that is free`() {
    #expect(read("").templates.map(\.id) == [600_001, 600_002])
    #expect(read(#", "id": 600001"#).templates.map(\.id) == [600_002, 600_001])
    #expect(read(#", "id": 7"#).templates.map(\.id) == [600_001, 7])
  }

  @Test func `category, granular permissions and what may be given are read, and its people have them`() throws {
    let more = #", "category": "external", "granular": { "Directory": ["Edit"] }, "assignable": ["Reader"]"#
    let (world, diagnostics) = WorldText.read { $0.templates = Self.plain.replacing("MORE", with: more) }
    let engineer = try #require(world?.directory.template(named: "Engineer"))
    #expect(diagnostics.all.isEmpty)
    #expect(engineer.category == .external && engineer.assignable == ["Reader"])
    #expect(engineer.granular == [.directory: ["Edit"]])
    #expect(world?.directory.users.first?.projects.values.first?.granular == [.directory: ["Edit"]])
    #expect(world?.directory.template(engineer.id) == engineer && world?.directory.template(9) == nil)
  }

  @Test func `a template that somebody may give is of use although nobody has it`() {
    func said(_ more: String) -> [String] {
      let unused = #"{ "name": "Spare", "scope": "project", "tools": {} },"#
      return WorldText.said {
        $0.templates = "[" + unused + Self.plain.replacing("MORE", with: more).dropFirst()
      }.map(\.message)
    }
    #expect(said("") == [#"nobody has the permission template "Spare""#])
    #expect(said(#", "assignable": ["Spare"]"#).isEmpty)
  }

  @Test func `what cannot be is told where it stands`() {
    #expect(
      read(#", "granular": { "RFIs": ["Act"], "Budget": ["Edit"] }"#).said == [
        Said(
          "granular permissions on Budget count at readOnly and standard alone",
          at: "/permissionTemplates/1/granular",
          hint: #"give "Budget" such a level under "tools", or leave them out"#)
      ])
    #expect(
      read(#", "assignable": ["Raeder"]"#).said == [
        Said(
          #"the world has no permission template "Raeder""#, at: "/permissionTemplates/1/assignable/0",
          hint: #"did you mean "Reader"?"#)
      ])
    let twice = WorldText.said {
      let second = Self.plain.replacing("MORE", with: #", "id": 7"#)
      $0.templates = second.replacing(#""company","#, with: #""company", "id": 7,"#)
    }
    #expect(twice.map(\.message) == [#"7 stands twice as id in "permissionTemplates""#])
  }

  @Test func `a template is laid over another by its name, whatever their ids`() {
    let base: JSONValue = ["permissionTemplates": [["id": 1, "name": "Reader", "scope": "company"]]]
    let over: JSONValue = ["permissionTemplates": [["name": "Reader", "scope": "global"], ["name": "New"]]]
    #expect(OverlayWorld.lay(over, over: base) == over)
  }
}
