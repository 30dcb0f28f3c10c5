import JSONSource
import MockCore
import Testing

@testable import MockServer

/// The app's own place in a company, through the API.
struct InstallationContractTests {
  private static let path = "/rest/v1.0/app_installations"
  private static let rfis = "/rest/v1.0/projects/\(LevelsPlace.all[2].project)/rfis"

  private func withAdmin(
    _ transport: Transport, _ body: (MockUnderTest, String) async throws -> Void
  ) async throws {
    let world = try ContractFixtures.world("every-level")
    try await withMock(transport, world: { $0 = world }) { mock in
      try await body(mock, try await mock.connect(as: "company.admin@levels.example").access)
    }
  }

  private func order(_ company: Int64, _ more: JSONObject = [:]) -> JSONValue {
    var order: JSONObject = ["company_id": .integer(company), "app_uid": .string(RightsCall.client)]
    for member in more { order[member.key] = member.value }
    return .object(order)
  }

  private func status(_ status: String, _ company: Int64) -> JSONValue {
    order(company, ["app_installation": ["status": .string(status)]])
  }

  @Test(arguments: Transport.allCases)
  func `an app that was never installed is installed, once, and then it is connected`(
    transport: Transport
  ) async throws {
    try await withAdmin(transport) { mock, token in
      #expect(try await mock.call(Self.rfis, token: token, company: 9002).status == 403)
      #expect(try await mock.call(Self.path + "?company_id=9002", token: token, company: 9002).json == [])
      let made = try await mock.call("POST", Self.path, token: token, company: 9002, body: order(9002))
      #expect(made.status == 201 && made.json?["status"] == "installed" && made.json?["app_uid"] != nil)
      #expect(made.json?["manifest"]?["components"] != nil)
      #expect(made.json?["post_installation_instruction"]?["notes"] != nil)
      #expect(try await mock.call(Self.rfis, token: token, company: 9002).status == 200)
      let again = try await mock.call("POST", Self.path, token: token, company: 9002, body: order(9002))
      #expect(again.status == 409 && again.json?["app_installation"]?["id"] == 9002)
      #expect(try await mock.mock.exchanges().last?.grounds == .recordConflict)
    }
  }

  @Test(arguments: Transport.allCases)
  func `an installation is switched off and on, and stays in the list`(transport: Transport) async throws {
    try await withAdmin(transport) { mock, token in
      let rfis = "/rest/v1.0/projects/\(LevelsPlace.on.project)/rfis"
      func set(_ word: String) async throws -> Reply {
        try await mock.call("PATCH", Self.path + "/9001", token: token, company: 9001, body: status(word, 9001))
      }
      #expect(try await set("uninstalled").json?["status"] == "uninstalled")
      let refused = try await mock.call(rfis, token: token, company: 9001)
      #expect(refused.text == #"{"errors":["App is not connected to this company."]}"#)
      let list = try await mock.call(Self.path + "?company_id=9001", token: token, company: 9001)
      #expect(list.ids == [9001] && list.json?[0]?["status"] == "uninstalled")
      #expect(try await set("broken").status == 422)
      #expect(try await set("installed").status == 200)
      #expect(try await mock.call(rfis, token: token, company: 9001).status == 200)
      let shown = try await mock.call(Self.path + "/9001?company_id=9001", token: token, company: 9001)
      #expect(shown.json?["status"] == "installed" && shown.json?["manifest"] != nil)
    }
  }

  @Test(arguments: Transport.allCases)
  func `only administrators of the company, and only the app itself`(transport: Transport) async throws {
    try await withAdmin(transport) { mock, token in
      let standard = try await mock.connect(as: "company.standard@levels.example").access
      let reply = try await mock.call("POST", Self.path, token: standard, company: 9002, body: order(9002))
      #expect(reply.status == 403)
      #expect(try await mock.mock.exchanges().last?.grounds == .levelTooLow)
      let other = order(9002, ["app_uid": "another"])
      #expect(try await mock.call("POST", Self.path, token: token, company: 9002, body: other).status == 404)
      let nameless = try await mock.call("POST", Self.path, token: token, company: 9002, body: ["company_id": 9002])
      #expect(nameless.status == 422)
      #expect(try await mock.call(Self.path + "/9001?company_id=9002", token: token, company: 9002).status == 404)
      #expect(try await mock.call(Self.path, token: token, company: 9001).status == 400)
      let project = LevelsPlace.on.project
      #expect(try await mock.call(Self.path + "?project_id=\(project)", token: token, company: 9001).ids == [9001])
      #expect(await mock.mock.people.installedIn == [9001])
    }
  }

  @Test(arguments: Transport.allCases)
  func `asking where it is installed does not install it, the first other call does`(
    transport: Transport
  ) async throws {
    try await withAdmin(transport) { mock, token in
      let list = Self.path + "?company_id=9003"
      let asked = try await mock.call(list, token: token, company: 9003)
      #expect(asked.status == 200 && asked.json == [])
      #expect(await mock.mock.people.installedIn == [9001])
      #expect(try await mock.call("/rest/v1.0/projects?company_id=9003", token: token, company: 9003).status == 200)
      #expect(await mock.mock.people.installedIn == [9001, 9003])
      let installing = try await mock.mock.exchanges().filter { $0.installed != nil }
      #expect(installing.map(\.installed) == [9003] && installing.first?.grounds == .granted)
      #expect(try await mock.call(list, token: token, company: 9003).ids == [9003])
    }
  }
}
