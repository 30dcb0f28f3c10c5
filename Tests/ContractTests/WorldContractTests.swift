import JSONSource
import MockCore
import Testing

@testable import MockServer

/// The worlds that ship beside the one of the standard suite.
struct WorldContractTests {
  private func mock(of world: World) async throws -> MockUnderTest {
    let mock = try Mock(
      world: world, profile: try ContractFixtures.profile(), catalog: try ContractFixtures.catalog(),
      redirectUri: MockUnderTest.redirectUri, clock: MockClock { MockUnderTest.start }, seed: 7)
    let responder = MockResponder(
      mock: mock, logger: MockUnderTest.quiet, explains: false)
    return MockUnderTest(mock: mock, transport: .inProcess, responder: responder, listeners: nil, client: nil)
  }

  @Test func `a new developer sandbox has what Procore puts into it`() async throws {
    let mock = try await mock(of: try ContractFixtures.world("procore-sandbox"))
    let token = try await mock.connect(as: "sandbox+arch@sandbox.example").access
    let project: Int64 = 598_134_326_400_001
    let projects = try await mock.call("/rest/v1.0/projects?company_id=8001", token: token, company: 8001)
    #expect(projects.ids == [project])
    #expect(projects.json?[0]?["display_name"] == "1234 - Sandbox Test Project")
    for (target, count) in [
      ("/rest/v1.0/projects/\(project)/users", 3), ("/rest/v1.0/tasks?project_id=\(project)", 8),
      ("/rest/v1.0/images?project_id=\(project)", 1), ("/rest/v1.0/projects/\(project)/drawing_sets", 1),
      ("/rest/v1.0/projects/\(project)/rfis", 1), ("/rest/v1.0/projects/\(project)/submittals", 1),
    ] {
      #expect(try await mock.call(target, token: token, company: 8001).ids.count == count, "\(target)")
    }
  }

  @Test func `the least world has one of each, and a reader who cannot write`() async throws {
    let mock = try await mock(of: try ContractFixtures.world("one-company"))
    let project: Int64 = 598_134_326_510_001
    let rfis = "/rest/v1.0/projects/\(project)/rfis"
    for (login, status) in [("ada.admin@single.example", 201), ("ray.reader@single.example", 403)] {
      let token = try await mock.connect(as: login).access
      #expect(try await mock.call("/rest/v1.0/companies", token: token, company: nil).ids == [5001])
      #expect(try await mock.call("/rest/v1.0/projects?company_id=5001", token: token, company: 5001).ids == [project])
      #expect(try await mock.call(rfis, token: token, company: 5001).ids == [598_134_326_510_011])
      let made = try await mock.call(
        "POST", rfis, token: token, company: 5001, body: ["rfi": ["subject": "Beam", "assignee_ids": [512]]])
      #expect(made.status == status)
      try await mock.mock.reset()
    }
  }

  /// The world as it ships has a million rows; a thousandth of them shows the same in a moment.
  @Test func `every page of a long list has its rows, the last one too`() async throws {
    var world = try ContractFixtures.world("large")
    for index in world.records.indices { world.records[index].count = min(world.records[index].count, 1050) }
    let mock = try await mock(of: world)
    let token = try await mock.connect(as: "rolf.reader@large.example").access
    let list = "/rest/v1.0/punch_items?project_id=598134326300001&per_page=99&page="
    var ids: [Int64] = []
    for page in 1...11 {
      let reply = try await mock.call(list + "\(page)", token: token, company: 7001)
      #expect(reply["Total"] == "1050")
      ids += reply.ids
    }
    #expect(ids.count == 1050 && ids == ids.sorted() && Set(ids).count == 1050)
    #expect(try await mock.call(list + "12", token: token, company: 7001).json == [])
  }
}
