import JSONSource
import MockCore
import Testing

@testable import MockServer

/// What a person may do, as they can ask before they try, and what they see.
struct PermissionManifestTests {
  private static let path = "/rest/v1.0/settings/permissions"

  private func withLevels(_ transport: Transport, _ body: (MockUnderTest) async throws -> Void) async throws {
    let world = try ContractFixtures.world("every-level")
    try await withMock(transport, world: { $0 = world }, body)
  }

  /// The tools of a manifest, by their names.
  private func tools(_ reply: Reply) -> [String: JSONValue] {
    let tools = reply.json?["tools"]?.arrayValue ?? []
    return Dictionary(tools.map { ($0["friendly_name"]?.stringValue ?? "", $0) }) { first, _ in first }
  }

  @Test(arguments: Transport.allCases)
  func `everybody is told what they may do with each tool`(transport: Transport) async throws {
    try await withLevels(transport) { mock in
      for (login, level, available, creates) in [
        ("project.none", "None", false, false), ("project.reader", "Read Only", true, false),
        ("project.standard", "Standard", true, true), ("project.admin", "Admin", true, true),
      ] {
        let token = try await mock.connect(as: login + "@levels.example").access
        let query = "?project_id=\(LevelsPlace.on.project)"
        let rfis = tools(try await mock.call(Self.path + query, token: token, company: 9001))["RFIs"]
        #expect(rfis?["user_access_level"]?["name"] == .string(level), "\(login)")
        #expect(rfis?["available_for_user"] == .bool(available) && rfis?["can_create"] == .bool(creates), "\(login)")
        #expect(rfis?["domain_id"] == .integer(LevelsPlace.on.project) && rfis?["trial"] == false)
        let off = "?project_id=\(LevelsPlace.all[1].project)"
        let disabled = tools(try await mock.call(Self.path + off, token: token, company: 9001))["RFIs"]
        #expect(disabled?["available_for_user"] == false && disabled?["can_create"] == false, "\(login)")
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `granular permissions are permitted actions, and administrators have all of them`(
    transport: Transport
  ) async throws {
    try await withLevels(transport) { mock in
      func actions(_ login: String, _ query: String) async throws -> [JSONValue] {
        let token = try await mock.connect(as: login + "@levels.example").access
        let reply = try await mock.call(Self.path + query, token: token, company: 9001)
        return tools(reply)["Directory"]?["permitted_actions"]?.arrayValue ?? []
      }
      let project = "?project_id=\(LevelsPlace.on.project)"
      let editor = try await actions("directory.editor", project)
      #expect(editor.map { $0["label"] } == ["Create and Edit Users"])
      #expect(editor.first?["action_name"] == "create_and_edit_users" && editor.first?["tool_name"] == "directory")
      #expect(try await actions("directory.editor", "?company_id=9001").count == 1)
      #expect(try await actions("project.reader", project).isEmpty)
      #expect(try await actions("project.admin", project).count == 2)
    }
  }

  @Test(arguments: Transport.allCases)
  func `the manifest is of a company or of a project, and one of them must be named`(
    transport: Transport
  ) async throws {
    try await withLevels(transport) { mock in
      let token = try await mock.connect(as: "company.reader@levels.example").access
      let company = tools(try await mock.call(Self.path + "?company_id=9001", token: token, company: 9001))
      #expect(company.keys.sorted() == ["Admin", "Directory", "Portfolio"])
      let missing = try await mock.call(Self.path, token: token, company: 9001)
      #expect(missing.status == 400)
      #expect(missing.json == ["code": "BAD_REQUEST", "message": "Missing Project or Company ID"])
      let other = "?project_id=\(LevelsPlace.all[2].project)"
      #expect(try await mock.call(Self.path + other, token: token, company: 9001).status == 404)
      #expect(try await mock.call(Self.path + "?company_id=9002", token: token, company: 9002).status == 403)
    }
  }

  @Test(arguments: Transport.allCases)
  func `the tools of a project are listed, switched off ones too`(transport: Transport) async throws {
    try await withLevels(transport) { mock in
      let token = try await mock.connect(as: "project.reader@levels.example").access
      let project = LevelsPlace.all[1].project
      let tools = try await mock.call("/rest/v1.0/projects/\(project)/tools", token: token, company: 9001)
      #expect(tools.json?.arrayValue?.allSatisfy { $0["is_active"] == false } == true && tools.ids.count > 20)
      let flat = try await mock.call(
        "/rest/v1.0/tools?project_id=\(LevelsPlace.on.project)", token: token, company: 9001)
      #expect(flat.json?[0]?["user_access_level"] == "Read Only" && flat.json?[0]?["is_active"] == true)
    }
  }

  @Test func `every tool that an operation asks for is described, with its place`() throws {
    let catalog = try ContractFixtures.catalog()
    let described = try #require(catalog.operations.first { $0.name == "permissions.show" }).manners.tools
    for operation in catalog.operations {
      guard let tool = operation.tool else { continue }
      let scope = operation.scope == .either ? .company : operation.scope
      #expect(described.contains { $0.tool == tool && $0.scope == scope }, "\(operation.name): \(tool)")
    }
    let permissions = Set(described.flatMap(\.granular).map(\.label))
    let world = try ContractFixtures.world("every-level")
    let given = Set(world.directory.templates.flatMap(\.granular.values).joined())
    let asked = Set(catalog.operations.compactMap(\.manners.access.granular?.permission))
    #expect(!asked.isEmpty && asked.isSubset(of: permissions) && given.isSubset(of: permissions))
  }

  @Test(arguments: Transport.allCases)
  func `what another tool governs is empty within a row`(transport: Transport) async throws {
    let path = "/rest/v1.0/change_events?project_id=\(LevelsPlace.on.project)"
    try await withLevels(transport) { mock in
      for (login, quotes) in [("events.reader", 0), ("project.reader", 1)] {
        let token = try await mock.connect(as: login + "@levels.example").access
        let list = try await mock.call(path, token: token, company: 9001)
        #expect(list.json?[0]?["rfqs"]?.arrayValue?.count == quotes, "\(login)")
        let show = path.replacing("change_events", with: "change_events/1")
        #expect(try await mock.call(show, token: token, company: 9001).json?["rfqs"]?.arrayValue?.count == quotes)
      }
    }
  }
}
