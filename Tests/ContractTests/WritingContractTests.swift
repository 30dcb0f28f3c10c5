import JSONSource
@testable import MockCore
import Testing

@testable import MockServer

/// Creating and changing records over the API.
struct WritingContractTests {
  private static let rfis = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"
  private static let complete: JSONValue = ["rfi": ["subject": "Beam clash", "assignee_ids": [101]]]

  @Test(arguments: Transport.allCases)
  func `a new record gets the next number of its project, unless the caller names one`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let pat = try await mock.connect(as: MockUnderTest.pat).access
      func number(_ more: JSONObject = [:]) async throws -> (number: String?, full: String?) {
        var body = Self.complete["rfi"]?.objectValue ?? [:]
        for member in more { body[member.key] = member.value }
        let created = try await mock.call("POST", Self.rfis, token: pat, body: ["rfi": .object(body)])
        return (created.json?["number"]?.stringValue, created.json?["full_number"]?.stringValue)
      }
      let before = try await mock.call(Self.rfis, token: pat).ids.count
      #expect(try await number() == ("\(before + 1)", "\(before + 1)"))
      #expect(try await number(["number": "A-7", "full_number": "P-A-7"]) == ("A-7", "P-A-7"))
      #expect(try await number() == ("\(before + 3)", "\(before + 3)"))
    }
  }

  @Test(arguments: Transport.allCases)
  func `what is created is shown, listed, and can be changed by whoever made it`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let sam = try await mock.connect(as: MockUnderTest.sam).access
      let created = try await mock.call("POST", Self.rfis, token: sam, body: Self.complete)
      #expect(created.status == 201)
      let id = try #require(created.json?["id"]?.integerValue)
      #expect(id > Int64(UInt32.max))
      #expect(created.json?["assignees"]?[0]?["login"]?.stringValue == MockUnderTest.rita)
      #expect(created.json?["created_at"]?.stringValue == MockUnderTest.start.rfc3339)

      let shown = try await mock.call("\(Self.rfis)/\(id)", token: sam)
      #expect(shown.body == created.body)
      #expect(try await mock.call(Self.rfis, token: sam).ids.contains(id))

      await mock.mock.advance(by: .seconds(60))
      let changed = try await mock.call(
        "PATCH", "\(Self.rfis)/\(id)", token: sam, body: ["rfi": ["subject": "Beam B4 clash"]])
      #expect(changed.status == 200)
      #expect(changed.json?["subject"] == "Beam B4 clash")
      #expect(changed.json?["created_at"]?.stringValue == MockUnderTest.start.rfc3339)
      #expect(changed.json?["updated_at"]?.stringValue == (MockUnderTest.start + .seconds(60)).rfc3339)
      #expect(try await mock.call("\(Self.rfis)/\(id)", token: sam).body == changed.body)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a record without assignees is refused in the words that Procore uses`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let refused = try await mock.call("POST", Self.rfis, token: token, body: ["rfi": ["subject": "Beam clash"]])
      #expect(refused.status == 400)
      #expect(refused.text == #"{"errors":{"assignees":["required"]}}"#)
      #expect(try await mock.call(Self.rfis, token: token).ids.count == 4)
    }
  }

  @Test func `an update may not empty what a create must have, and may leave it out`() async throws {
    try await withMock(.inProcess) { mock in
      let token = try await mock.connect().access
      let item = "/rest/v1.0/punch_items/700000000000001?project_id=\(MockUnderTest.harbour)"
      for name: JSONValue in ["", nil] {
        let refused = try await mock.call("PATCH", item, token: token, body: ["punch_item": ["name": name]])
        #expect(refused.status == 422 && refused.json == ["errors": ["name": ["can't be blank"]]])
      }
      let changed = try await mock.call("PATCH", item, token: token, body: ["punch_item": ["priority": "high"]])
      #expect(changed.status == 200 && changed.json?["name"] == "Item 1")
      let project = try await mock.call(
        "PATCH", "/rest/v1.0/projects/\(MockUnderTest.harbour)", token: token, body: ["project": ["name": ""]])
      #expect(project.status == 422)
    }
  }

  @Test func `the greatest id that there is can be read, changed and listed`() async throws {
    let seed = World.RecordSeed(
      collection: "rfis", count: 1,
      members: ["id": .integer(.max), "project": .integer(MockUnderTest.harbour), "subject": "Last of all"])
    try await withMock(.inProcess, world: { $0.records.append(seed) }) { mock in
      let token = try await mock.connect().access
      let target = "\(Self.rfis)/9223372036854775807"
      #expect(try await mock.call(target, token: token).text.hasPrefix(#"{"id":9223372036854775807,"#))
      let changed = try await mock.call("PATCH", target, token: token, body: ["rfi": ["subject": "x"]])
      #expect(changed.status == 200 && changed.json?["id"]?.integerValue == .max)
      #expect(try await mock.call(Self.rfis + "?filters[id]=9223372036854775807", token: token).ids == [.max])
      #expect(try await mock.call("\(Self.rfis)/9223372036854775808", token: token).status == 404)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a private record that was created is hidden from strangers, also after its assignees change`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let sam = try await mock.connect(as: MockUnderTest.sam).access
      let rita = try await mock.connect(as: MockUnderTest.rita).access
      let created = try await mock.call(
        "POST", Self.rfis, token: sam, body: ["rfi": ["subject": "x", "assignee_ids": [101], "private": true]])
      let target = "\(Self.rfis)/\(try #require(created.json?["id"]?.integerValue))"
      #expect(try await mock.call(target, token: rita).status == 200)
      let changed = try await mock.call("PATCH", target, token: sam, body: ["rfi": ["assignee_ids": [100]]])
      #expect(changed.status == 200)
      #expect(try await mock.call(target, token: rita).status == 404)
      #expect(try await mock.call(target, token: sam).status == 200, "whoever made it stays on it")
    }
  }

  @Test(arguments: Transport.allCases)
  func `nobody changes what they cannot see, or what another project has`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let sam = try await mock.connect(as: MockUnderTest.sam).access
      let body: JSONValue = ["rfi": ["subject": "x"]]
      #expect(try await mock.call("PATCH", Self.rfis + "/9001", token: sam, body: body).status == 404)
      #expect(try await mock.call("PATCH", Self.rfis + "/12001", token: sam, body: body).status == 404)
      #expect(try await mock.call("PATCH", Self.rfis + "/9004", token: sam, body: body).status == 403)
      let pat = try await mock.connect().access
      #expect(try await mock.call("PATCH", Self.rfis + "/9004", token: pat, body: body).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `the same seed and the same calls make the same record`(transport: Transport) async throws {
    func create() async throws -> [UInt8] {
      try await withMock(transport) { mock in
        let token = try await mock.connect().access
        return try await mock.call("POST", Self.rfis, token: token, body: Self.complete).body
      }
    }
    let first = try await create()
    #expect(!first.isEmpty)
    #expect(try await create() == first)
  }
}
