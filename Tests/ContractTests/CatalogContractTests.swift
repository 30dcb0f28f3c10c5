import Foundation
import JSONSource
import MockCore
import Testing

@testable import MockServer

/// Every operation of the shipped catalog can be called in the shipped world.
struct CatalogContractTests {
  /// A path of an operation in the first project that has its records; the company's where it has no project.
  private func target(_ path: PathTemplate, _ operation: MockCore.Operation, _ records: [Record]) -> String {
    let mine = records.first { $0.collection == operation.collection && $0.company == MockUnderTest.granite }
    let fields = mine.flatMap { JSONParser.parse(Array($0.json.utf8)) }
    let project = mine?.project ?? MockUnderTest.harbour
    let pieces = path.segments.map { segment in
      switch segment {
      case .literal(let text): text
      case .name("company_id"): String(MockUnderTest.granite)
      case .name("project_id"): String(project)
      case .name("id"): String(ofDirectory[operation.collection] ?? mine?.id ?? 0)
      case .name(let name): String(fields?[name]?.integerValue ?? 0)
      }
    }
    var query = operation.queryIds.map { $0 == "project_id" ? "project_id=\(project)" : "company_id=4001" }
    if operation.scope == .either { query.append("company_id=4001") }
    if operation.manners.dates?.standard == .required { query.append("start_date=2026-02-01&end_date=2026-02-28") }
    return "/" + pieces.joined(separator: "/") + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
  }

  /// What is no record, and yet has an id.
  private let ofDirectory: [String: Int64] = [
    "projects": MockUnderTest.harbour, "users": 101, "app_installations": MockUnderTest.granite,
  ]

  private func shippedRecords(_ world: World) -> [Record] {
    var records: [Record] = []
    world.expandRecords(at: MockUnderTest.start) { records.append($0) }
    return records
  }

  @Test func `an administrator reads something from every operation that reads`() async throws {
    let catalog = try ContractFixtures.catalog()
    let world = try ContractFixtures.world()
    let records = shippedRecords(world)
    try await withMock(.inProcess) { mock in
      let token = try await mock.connect().access
      for operation in catalog.operations where operation.method == "GET" && operation.action != .redirect {
        for path in operation.paths {
          let target = target(path, operation, records)
          let reply = try await mock.call(target, token: token)
          #expect(reply.status == 200, "\(operation.name) \(target): \(reply.text)")
          let rows = path.isVersion2 ? reply.json?["data"] : reply.json
          #expect(rows != nil && rows != [] && rows != [:], "\(operation.name) \(target) shows nothing")
        }
      }
    }
  }

  @Test func `somebody without rights reads nothing that a tool governs`() async throws {
    let catalog = try ContractFixtures.catalog()
    let records = shippedRecords(try ContractFixtures.world())
    try await withMock(.inProcess) { mock in
      let token = try await mock.connect(as: MockUnderTest.nina).access
      for operation in catalog.operations
      where operation.method == "GET" && operation.tool != nil && operation.manners.access.viewBelowLevel == nil {
        let reply = try await mock.call(target(operation.paths[0], operation, records), token: token)
        #expect([401, 403, 404].contains(reply.status), "\(operation.name): \(reply.text)")
      }
    }
  }

  @Test func `every flat list refuses a call without its project or company`() async throws {
    let catalog = try ContractFixtures.catalog()
    try await withMock(.inProcess) { mock in
      let token = try await mock.connect().access
      let flat = catalog.operations.filter { operation in
        operation.method == "GET" && operation.action == .list && !operation.queryIds.isEmpty
          && !operation.paths[0].text.contains("{")
      }
      #expect(flat.count > 15)
      for operation in flat {
        let reply = try await mock.call(operation.paths[0].text, token: token)
        #expect(reply.status == 400, "\(operation.name)")
        #expect(reply.json == ["code": "BAD_REQUEST", "message": "Missing Project or Company ID"], "\(operation.name)")
      }
      for operation in catalog.operations where operation.scope == .either && operation.action == .list {
        #expect(try await mock.call(operation.paths[0].text, token: token).status == 400, "\(operation.name)")
      }
    }
  }

  @Test func `every create makes a record, or says what it lacks`() async throws {
    let catalog = try ContractFixtures.catalog()
    let records = shippedRecords(try ContractFixtures.world())
    try await withMock(.inProcess) { mock in
      let token = try await mock.connect().access
      for operation in catalog.operations
      where operation.action == .create && !["users", "app_installations"].contains(operation.collection) {
        let target = target(operation.paths[0], operation, records)
        var body: JSONObject = [:]
        if let wrapper = operation.wrapper { body[wrapper] = [:] }
        let empty = try await mock.call("POST", target, token: token, body: .object(body))
        #expect(
          operation.required.isEmpty ? empty.status == 201 : [400, 422].contains(empty.status), "\(operation.name)")
        var fields: JSONObject = [:]
        for field in operation.required { fields[field.field] = field.field.hasSuffix("_ids") ? [101] : "7" }
        if let wrapper = operation.wrapper { body[wrapper] = .object(fields) }
        let made = try await mock.call("POST", target, token: token, body: .object(body))
        #expect(made.status == 201 && made.json?["id"]?.integerValue != nil, "\(operation.name): \(made.text)")
      }
    }
  }

  @Test func `a path that nobody documents is told from one that was switched off`() async throws {
    try await withMock(.inProcess, explains: true) { mock in
      let token = try await mock.connect().access
      for (path, grounds) in [
        ("/rest/v1.0/companies/4001/vendors", "route-private"), ("/vapid/me", "route-sunset"),
        ("/rest/v1.0/nothing", "route-unknown"), ("/rest/v2.0/projects/1/rfis", "route-unknown"),
      ] {
        let reply = try await mock.call(path, token: token)
        #expect(reply.status == 404 && reply["X-Mock-Grounds"] == grounds, "\(path)")
      }
    }
  }
}
