import JSONSource
import MockCore
import Testing

@testable import MockServer

/// Each shape of a refusal that is publicly known can be had, by an operation or by a profile.
struct ErrorBodyContractTests {
  private static let harbour = "/rest/v1.0/projects/\(MockUnderTest.harbour)"
  private static let query = "?project_id=\(MockUnderTest.harbour)"

  private func call(
    _ method: String = "GET", _ target: String, profile: String = "procore", as login: String = MockUnderTest.pat,
    body: JSONValue? = nil
  ) async throws -> Reply {
    try await withMock(.inProcess, profile: profile) { mock in
      try await mock.call(method, target, token: try await mock.connect(as: login).access, body: body)
    }
  }

  @Test func `400 flat, wrapped, and for days`() async throws {
    let words: JSONValue = ["code": "BAD_REQUEST", "message": "Missing Project or Company ID"]
    #expect(try await call("GET", "/rest/v1.0/punch_items").json == words)
    #expect(try await call("GET", "/rest/v1.0/punch_items", profile: "errors-wrapped").json == ["error": words])
    let days = try await call("GET", Self.harbour + "/daily_logs")
    #expect(days.status == 400 && days.json?["message"] == "Start/End Date required")
  }

  @Test func `400 for assignees, and for a body without its record`() async throws {
    let rfi = try await call("POST", Self.harbour + "/rfis", body: ["rfi": ["subject": "x"]])
    #expect(rfi.status == 400 && rfi.json == ["errors": ["assignees": ["required"]]])
    let bare = try await call("POST", Self.harbour + "/rfis", body: ["subject": "x"])
    #expect(bare.json?["message"] == "param is missing or the value is empty: rfi")
  }

  @Test func `403 as a list and as a text`() async throws {
    let body: JSONValue = ["punch_item": ["name": "x"]]
    let target = "/rest/v1.0/punch_items" + Self.query
    let words: JSONValue = "You do not have permission to perform this action."
    let list = try await call("POST", target, as: MockUnderTest.rita, body: body)
    #expect(list.status == 403 && list.json == ["errors": [words]])
    let text = try await call("POST", target, profile: "errors-as-text", as: MockUnderTest.rita, body: body)
    #expect(text.status == 403 && text.json == ["errors": words])
  }

  @Test func `the shape of the specification`() async throws {
    let reply = try await call("GET", Self.harbour + "/rfis/1", profile: "errors-of-the-specification")
    #expect(reply.json == ["code": 404, "message": "Item not found", "fields": "", "reason": ""])
  }

  @Test func `422 by field, as a list and under base`() async throws {
    let label: JSONValue = ["custom_field_definition": ["label": "Cost impact reason"]]
    let target = "/rest/v1.0/companies/4001/custom_field_definitions"
    let sentence: JSONValue = "Label has already been taken"
    let bodies: [(String, JSONValue)] = [
      ("procore", ["errors": ["label": ["has already been taken"]]]),
      ("validation-errors-as-list", ["errors": [sentence]]),
      ("validation-errors-under-base", ["errors": ["base": [sentence]]]),
    ]
    for (profile, body) in bodies {
      let reply = try await call("POST", target, profile: profile, body: label)
      #expect(reply.status == 422 && reply.json == body, "\(profile)")
    }
  }

  @Test func `422 in the shape of the operation, without any profile`() async throws {
    let list = try await call("POST", Self.harbour + "/direct_costs", body: ["direct_cost_item": [:]])
    #expect(list.status == 422)
    #expect(list.json == ["errors": ["Direct cost type is not included in the list"]])
    let base = try await call("POST", "/rest/v1.0/requisitions" + Self.query, body: ["requisition": [:]])
    #expect(base.status == 422 && base.json == ["errors": ["base": ["Commitment id can't be blank"]]])
  }

  @Test func `409 with the file that is in the way`() async throws {
    try await withMock(.inProcess) { mock in
      let token = try await mock.connect().access
      let files = "/rest/v1.0/files"
      let body: JSONValue = ["file": ["name": "Draft.pdf", "parent_id": 53_003]]
      let made = try await mock.call("POST", files + Self.query, token: token, body: body)
      let id = try #require(made.json?["id"]?.integerValue)
      let taken: JSONValue = ["file": ["name": "Lifting plan.pdf", "parent_id": 53_003]]
      let reply = try await mock.call("PATCH", "\(files)/\(id)\(Self.query)", token: token, body: taken)
      #expect(reply.status == 409)
      #expect(reply.json?["errors"] == ["name": ["has already been taken"]])
      #expect(reply.json?["file"]?["id"] == 53_102)
    }
  }

  @Test func `503 says when to come back where the profile has it so`() async throws {
    for (profile, wait) in [("procore", nil), ("heavy-load", "30")] as [(String, String?)] {
      try await withMock(.inProcess, profile: profile) { mock in
        let token = try await mock.connect().access
        let fault = Fault(name: "busy", match: Match(), reply: .status(503, headers: [], body: nil))
        await mock.mock.arm(fault, action: nil)
        let reply = try await mock.call(Self.harbour + "/rfis", token: token)
        #expect(reply.status == 503 && reply["Retry-After"] == wait, "\(profile)")
      }
    }
  }
}
