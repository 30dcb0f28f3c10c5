import JSONSource
import MockCore
import Testing

@testable import MockServer

/// What single operations do otherwise than most, over the shipped catalog and world.
struct MannersContractTests {
  private static let harbour = "/rest/v1.0/projects/\(MockUnderTest.harbour)"
  private static let query = "project_id=\(MockUnderTest.harbour)"

  private func get(_ target: String, as login: String = MockUnderTest.pat) async throws -> Reply {
    try await withMock(.inProcess) { mock in
      try await mock.call(target, token: try await mock.connect(as: login).access)
    }
  }

  @Test func `version 2 wraps rows, writes ids as strings and has pages of ten`() async throws {
    let target = "/rest/v2.0/companies/4001/projects/\(MockUnderTest.harbour)"
    let list = try await get(target + "/submittals")
    #expect(list["Per-Page"] == "10")
    #expect(list.json?["data"]?[0]?["id"]?.stringValue != nil)
    let refused = try await get(target + "/submittals/1")
    #expect(refused.status == 404)
    #expect(refused.json?["error"]?["code"] == "NOT_FOUND" && refused.json?["error"]?["message"] == "Item not found")
    #expect(refused.json?["error"]?["details"]?[0]?["source"] == .string(target + "/submittals/1"))
    #expect(try await get(target + "/submittals?per_page=500")["Per-Page"] == "100")
  }

  @Test func `meetings are grouped in version 1.0 and flat in 1.1`() async throws {
    let groups = try await get("/rest/v1.0/meetings?" + Self.query).json
    #expect(groups?.arrayValue?.compactMap { $0["group_title"]?.stringValue } == ["Site meeting", "Owner"])
    #expect(groups?[0]?["meetings"]?.arrayValue?.count == 2)
    #expect(try await get("/rest/v1.1/projects/\(MockUnderTest.harbour)/meetings").ids == [57_001, 57_002, 57_003])
  }

  @Test func `the list of folders is one object, and a private folder is not in it for others`() async throws {
    let root = try await get("/rest/v1.0/folders?" + Self.query).json
    #expect(root?["id"]?.integerValue == MockUnderTest.harbour)
    #expect(root?["folders"]?.arrayValue?.count == 2 && root?["files"]?.arrayValue?.count == 1)
    let ofRita = try await get("/rest/v1.0/folders?" + Self.query, as: MockUnderTest.rita).json
    #expect(ofRita?["folders"]?.arrayValue?.count == 1)
    let inner = try await get("/rest/v1.0/folders/53002?" + Self.query).json
    #expect(inner?["name"] == "Method statements" && inner?["folders"]?[0]?["name"] == "Cranes")
  }

  @Test func `a daily log shows today, and other days when they are asked for`() async throws {
    let logs = Self.harbour + "/manpower_logs"
    #expect(try await get(logs).ids.count == 1)
    #expect(try await get(logs + "?log_date=2026-02-16").ids.count == 1)
    let day = String(MockUnderTest.start.rfc3339.prefix(10))
    #expect(try await get(logs + "?start_date=\(day)&end_date=\(day)").ids.count == 1)
    #expect(try await get(logs + "?start_date=2026-02-01&end_date=2026-02-28").ids.count == 1)
    #expect(try await get(logs + "?start_date=2026-01-01&end_date=2026-12-31").status == 400)
    let single = try await get(logs + "?filters[date]=2026-02-16")
    #expect(single.status == 400 && single.json?["message"] == "date must be a range")
  }

  @Test func `ranges have three dots, and sorts have two spellings`() async throws {
    let events = "/rest/v1.0/change_events?" + Self.query
    #expect(try await get(events + "&filters[created_at]=2026-02-15T00:00:00Z...2026-02-28T00:00:00Z").ids == [44_002])
    #expect(try await get(events + "&filters[created_at]=%222026-02-14...2026-02-14%22").ids == [598_134_326_220_001])
    #expect(try await get(events + "&filters[created_at]=2026-02-15").status == 400)
    #expect(try await get(events + "&sort=-number").ids == [44_002, 598_134_326_220_001])
    let rfis = try await get(Self.harbour + "/rfis?sort[attribute]=number&sort[direction]=desc").json
    #expect(rfis?.arrayValue?.compactMap { $0["number"]?.stringValue } == ["4", "3", "2", "1"])
  }

  @Test func `what was deleted is shown to whoever asks for it`() async throws {
    let events = "/rest/v1.0/change_events?" + Self.query
    #expect(try await get(events + "&filters[include_deleted]=only").ids == [44_003])
    #expect(try await get(events + "&filters[include_deleted]=with").ids.count == 3)
    try await withMock(.inProcess) { mock in
      let token = try await mock.connect().access
      let target = "/rest/v1.0/change_events/44002?" + Self.query
      let gone = try await mock.call("DELETE", target, token: token)
      #expect(gone.status == 204 && gone.body.isEmpty)
      #expect(try await mock.call(target, token: token).status == 404)
      #expect(try await mock.call(events + "&filters[include_deleted]=only", token: token).ids == [44_002, 44_003])
    }
  }

  @Test func `version 1.1 of RFIs takes a status in a list only`() async throws {
    let path = "/projects/\(MockUnderTest.harbour)/rfis?filters[status]"
    #expect(try await get("/rest/v1.0\(path)=open").status == 200)
    #expect(try await get("/rest/v1.1\(path)=open").status == 400)
    #expect(try await get("/rest/v1.1\(path)[]=closed").ids == [9004])
  }

  @Test func `a record that the path goes through must be seen`() async throws {
    let replies = Self.harbour + "/rfis/9004/replies"
    #expect(try await get(replies).ids == [42_001])
    #expect(try await get(Self.harbour + "/rfis/1/replies").status == 404)
    let hidden = Self.harbour + "/rfis/598134326190002/replies"
    #expect(try await get(hidden, as: MockUnderTest.rita).status == 404)
    #expect(try await get(hidden).status == 200)
  }

  @Test func `a contract that one cannot see has no change orders to show`() async throws {
    let packages = "/rest/v1.0/change_order_packages?\(Self.query)&contract_id="
    #expect(try await get(packages + "47001").ids == [45_001])
    #expect(try await get(packages + "46001").json == [], "a contract without any")
    for contract in ["46009", "x"] { #expect(try await get(packages + contract).status == 404) }
    #expect(try await get(packages + "46002").status == 200)
    let hidden = try await get(packages + "46002", as: MockUnderTest.rita)
    #expect(hidden.status == 404, "a private one")
  }

  @Test func `a view may show ids alone, or everything`() async throws {
    let users = "/rest/v1.3/companies/4001/users"
    let ids = try await get(users + "?view=ids_only").json
    #expect(ids?[0] == ["id": 100])
    let all = try await get(users).json
    #expect(try await get(users + "?view=extended").json == all && all?[0]?["email_address"] != nil)
    let projects = try await get("/rest/v1.0/companies/4001/projects?view=compact").json
    #expect(projects?[0] == ["id": .integer(MockUnderTest.harbour), "name": "Harbour House"])
  }

  @Test func `an accepted RFI is closed`() async throws {
    try await withMock(.inProcess) { mock in
      let token = try await mock.connect().access
      let body: JSONValue = ["rfi": ["accepted": true]]
      let reply = try await mock.call("PATCH", Self.harbour + "/rfis/9001", token: token, body: body)
      #expect(reply.json?["status"] == "closed")
    }
  }

  @Test func `a checklist shows its items in the extended view alone`() async throws {
    let target = Self.harbour + "/checklist/lists/55001"
    #expect(try await get(target).json?["items"] == nil)
    #expect(try await get(target + "?view=extended").json?["items"]?.arrayValue?.count == 2)
  }

  @Test func `the daily logs are counted by kind`() async throws {
    let counts = try await get(Self.harbour + "/daily_logs/count").json?.arrayValue ?? []
    #expect(counts.count == 17)
    #expect(counts.first { $0["module_name"] == "manpower_logs" }?["count"] == 3)
  }

  @Test func `a sync is answered 200, whatever became of its updates`() async throws {
    try await withMock(.inProcess) { mock in
      let token = try await mock.connect().access
      let updates: JSONValue = [
        "updates": [
          ["id": 21_001, "name": "Alder Steel"], ["origin_id": "ERP-1002", "name": "Quarry"],
          ["origin_id": "ERP-9", "name": "New"], ["id": 5, "name": "Nobody"], ["origin_id": "ERP-10"],
        ]
      ]
      let target = "/rest/v1.0/vendors/sync?company_id=4001"
      let reply = try await mock.call("PATCH", target, token: token, body: updates)
      #expect(reply.status == 200)
      #expect(
        reply.json?["entities"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["Alder Steel", "Quarry", "New"])
      #expect(reply.json?["errors"]?[0]?["errors"] == ["id": ["Entity with this ID not found"]])
      #expect(reply.json?["errors"]?[1]?["errors"] == ["name": ["can't be blank"]])
      let many = JSONValue.array(Array(repeating: ["name": "x"], count: 1001))
      #expect(try await mock.call("PATCH", target, token: token, body: ["updates": many]).status == 413)
    }
  }

  @Test func `a project is created, changed and synced`() async throws {
    try await withMock(.inProcess) { mock in
      let token = try await mock.connect().access
      let body: JSONValue = ["company_id": 4001, "project": ["name": "Pier 9", "origin_id": "P9"]]
      let made = try await mock.call("POST", "/rest/v1.0/projects", token: token, body: body)
      let id = try #require(made.json?["id"]?.integerValue)
      #expect(made.status == 201)
      let changed = try await mock.call(
        "PATCH", "/rest/v1.0/projects/\(id)", token: token, body: ["project": ["active": false]])
      #expect(changed.status == 200)
      let list = "/rest/v1.0/projects?company_id=4001"
      #expect(try await !mock.call(list, token: token).ids.contains(id), "only active ones are listed")
      #expect(try await mock.call(list + "&filters[by_status]=All", token: token).ids.contains(id))
      let sync: JSONValue = ["company_id": 4001, "updates": [["origin_id": "P9", "name": "Pier 10"]]]
      let synced = try await mock.call("PATCH", "/rest/v1.0/projects/sync", token: token, body: sync)
      #expect(synced.json?["entities"]?[0]?["name"] == "Pier 10", "\(synced.text)")
    }
  }
}
