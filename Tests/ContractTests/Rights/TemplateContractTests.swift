import JSONSource
import MockCore
import Testing

@testable import MockServer

/// Permission templates, and how they are given and taken through the API.
struct TemplateContractTests {
  private static let project = LevelsPlace.on.project
  private static let templates = "/rest/v1.0/projects/\(project)/permission_templates"
  private static let users = "/rest/v1.0/projects/\(project)/users"
  private static let rfis = "/rest/v1.0/projects/\(project)/rfis"
  private static let people = "/rest/v1.3/companies/9001/users"

  /// Somebody of the world with a token, who calls in the first company.
  private struct Caller {
    let mock: MockUnderTest
    let token: String

    func call(_ method: String = "GET", _ target: String, _ body: JSONValue? = nil) async throws -> Reply {
      try await mock.call(method, target, token: token, company: 9001, body: body)
    }
  }

  private func withLevels(_ transport: Transport, _ body: (MockUnderTest) async throws -> Void) async throws {
    let world = try ContractFixtures.world("every-level")
    try await withMock(transport, world: { $0 = world }, body)
  }

  private func caller(_ login: String, _ mock: MockUnderTest) async throws -> Caller {
    Caller(mock: mock, token: try await mock.connect(as: login + "@levels.example").access)
  }

  private func template(_ id: Int64) -> JSONValue { ["user": ["permission_template_id": .integer(id)]] }

  @Test(arguments: Transport.allCases)
  func `templates are listed with type and category, those of projects and those of companies`(
    transport: Transport
  ) async throws {
    try await withLevels(transport) { mock in
      let admin = try await caller("project.admin", mock)
      let ofProject = try await admin.call("GET", Self.templates)
      #expect(ofProject.ids == [9201, 9202, 9203, 9204, 9205, 9206, 9301])
      #expect(
        ofProject.json?[5] == [
          "id": 9206, "name": "Change Events Reader", "project_specific": true, "type": "project_specific",
          "category": "external",
        ])
      #expect(ofProject.json?[6]?["type"] == "global" && ofProject.json?[6]?["project_specific"] == false)
      let company = try await caller("company.admin", mock)
      let path = "/rest/v1.0/companies/9001/permission_templates"
      #expect(try await company.call("GET", path).ids == ofProject.ids, "those of projects unless others are asked for")
      let ofCompany = try await company.call("GET", path + "?filters[type]=company_tools&view=with_permissions")
      #expect(ofCompany.ids == [9101, 9102, 9103, 9104, 9105, 9106])
      #expect(
        ofCompany.json?[1]?["permissions"]?[0]
          == ["tool": "Admin", "user_access_level": ["id": 2, "name": "Read Only"]])
      #expect(try await admin.call("GET", path).status == 403)
    }
  }

  @Test(arguments: Transport.allCases)
  func `another template is given by removing somebody and adding them again, and the next call obeys`(
    transport: Transport
  ) async throws {
    let complete: JSONValue = ["rfi": ["subject": "Beam clash", "assignee_ids": [1103]]]
    try await withLevels(transport) { mock in
      let admin = try await caller("project.admin", mock)
      let somebody = try await caller("project.standard", mock)
      #expect(try await somebody.call("POST", Self.rfis, complete).status == 201)
      let removed = try await admin.call("DELETE", Self.users + "/1103/actions/remove")
      #expect(removed.status == 204 && removed.body.isEmpty)
      #expect(try await somebody.call("GET", Self.rfis).status == 403)
      #expect(try await mock.mock.exchanges().last?.grounds == .notInProject)
      #expect(try await somebody.call("GET", "/rest/v1.0/projects?company_id=9001").ids.count == 1)
      #expect(try await admin.call("DELETE", Self.users + "/1103/actions/remove").status == 404)
      let added = try await admin.call("POST", Self.users + "/1103/actions/add", template(9202))
      #expect(added.status == 201 && added.json?["id"] == 1103)
      #expect(added.json?["permission_template"]?["name"] == "Project Reader")
      #expect(try await somebody.call("GET", Self.rfis).status == 200)
      #expect(try await somebody.call("POST", Self.rfis, complete).status == 403)
      #expect(try await mock.mock.exchanges().last?.grounds == .levelTooLow)
      #expect(try await admin.call("GET", Self.users + "/1103").json == added.json)
    }
  }

  @Test(arguments: Transport.allCases)
  func `who cannot be added, or with what, is told`(transport: Transport) async throws {
    try await withLevels(transport) { mock in
      let admin = try await caller("project.admin", mock)
      func add(_ id: Int64, _ body: JSONValue?) async throws -> Reply {
        try await admin.call("POST", Self.users + "/\(id)/actions/add", body)
      }
      let again = try await add(1103, template(9202))
      #expect(again.status == 422 && again.json?["errors"]?["user"]?[0] == "has already been added to the project")
      #expect(try await add(1501, template(9202)).status == 404, "nobody of the company")
      #expect(try await add(77, template(9202)).status == 404, "nobody at all")
      for wrong: Int64 in [77, 9101] {
        let refused = try await add(1202, template(wrong))
        #expect(refused.status == 422 && refused.json == ["errors": ["permission_template_id": ["is invalid"]]])
      }
      #expect(try await add(1202, nil).status == 201, "without a template there is a place without levels")
      let reader = try await caller("company.reader", mock)
      #expect(try await reader.call("GET", Self.rfis).status == 403)
      #expect(try await mock.mock.exchanges().last?.grounds == .levelNone)
      #expect(try await reader.call("POST", Self.users + "/1203/actions/add", template(9202)).status == 403)
    }
  }

  @Test(arguments: Transport.allCases)
  func `who may create and edit users gives those templates alone that their own one names`(
    transport: Transport
  ) async throws {
    try await withLevels(transport) { mock in
      let editor = try await caller("directory.editor", mock)
      #expect(try await editor.call("GET", Self.templates).status == 403)
      #expect(try await editor.call("GET", Self.templates + "?filters[assignables_only]=true").ids == [9201, 9202])
      #expect(try await editor.call("POST", Self.users + "/1202/actions/add", template(9204)).status == 403)
      #expect(try await editor.call("POST", Self.users + "/1202/actions/add", template(9202)).status == 201)
      #expect(try await editor.call("DELETE", Self.users + "/1202/actions/remove").status == 204)
      let reader = try await caller("project.reader", mock)
      #expect(try await reader.call("GET", Self.templates + "?filters[assignables_only]=true").status == 403)
      #expect(try await editor.call("PATCH", Self.people + "/1202", ["user": ["first_name": "Cora"]]).status == 200)
      let mine: JSONValue = ["user": ["company_permission_template_id": 9104]]
      #expect(try await editor.call("PATCH", Self.people + "/1302", mine).status == 403, "nobody makes oneself admin")
    }
  }

  @Test(arguments: Transport.allCases)
  func `somebody new is added to the company, logs in, is taken out and comes back`(
    transport: Transport
  ) async throws {
    try await withLevels(transport) { mock in
      let admin = try await caller("directory.admin", mock)
      let nobody = try await admin.call("POST", Self.people, ["user": ["first_name": "Nell"]])
      #expect(nobody.status == 422 && nobody.json?["errors"]?["email_address"]?[0] == "can't be blank")
      let nell: JSONObject = [
        "email_address": "nell.new@levels.example", "first_name": "Nell", "last_name": "New",
        "company_permission_template_id": 9102,
      ]
      let made = try await admin.call("POST", Self.people, ["user": .object(nell)])
      #expect(made.status == 201 && made.json?["name"] == "Nell New")
      #expect(made.json?["company_permission_template_id"] == 9102)
      #expect(try await admin.call("POST", Self.people, ["user": .object(nell)]).status == 409)
      let id = try #require(made.json?["id"]?.integerValue)
      let new = try await caller("nell.new", mock)
      #expect(try await new.call("GET", Self.people).ids.contains(id))
      let path = Self.people + "/\(id)"
      let out = try await admin.call("PATCH", path, ["user": ["is_active": false]])
      #expect(out.status == 200 && out.json?["is_active"] == false)
      #expect(try await new.call("GET", Self.people).status == 403)
      #expect(try await mock.mock.exchanges().last?.grounds == .notInCompany)
      let back: JSONValue = ["user": ["is_active": true, "company_permission_template_id": 9101]]
      #expect(try await admin.call("PATCH", path, back).status == 200)
      #expect(try await new.call("GET", Self.people).status == 403)
      #expect(try await mock.mock.exchanges().last?.grounds == .levelNone)
      let taken = try await admin.call("PATCH", path, ["user": ["email_address": "project.admin@levels.example"]])
      #expect(taken.status == 422 && taken.json?["errors"]?["email_address"]?[0] == "has already been taken")
      let wrong = try await admin.call("PATCH", path, ["user": ["company_permission_template_id": 9201]])
      #expect(wrong.status == 422)
    }
  }
}
