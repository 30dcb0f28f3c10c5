import JSONSource
import Testing

@testable import MockCore

/// Creating and updating records.
struct WriteRecordTests {
  private static let complete: JSONValue = [
    "rfi": ["subject": "Beam clash", "assignee_ids": [101], "due_date": "2026-03-01"]
  ]

  private func create(_ body: JSONValue?, as user: Int64 = TestWorld.sam) -> TestCall {
    var call = TestCall("POST", TestCatalog.rfis, as: user)
    call.body = body
    return call
  }

  private func update(_ body: JSONValue?, as user: Int64 = TestWorld.pat) -> TestCall {
    var call = TestCall("PATCH", TestCatalog.rfi(9001), as: user)
    call.body = body
    return call
  }

  private func inserted(_ decision: Decision) -> Record? {
    decision.changes.compactMap { if case .insertRecord(let record) = $0 { record } else { nil } }.first
  }

  private func updated(_ decision: Decision) -> Record? {
    decision.changes.compactMap { if case .updateRecord(let record) = $0 { record } else { nil } }.first
  }

  @Test func `a complete record is created and shown`() throws {
    let decision = create(Self.complete).decide()
    let shown = try #require(decision.answer.value)
    #expect(decision.answer.status == 201)
    #expect(shown["subject"] == "Beam clash")
    #expect(shown["due_date"] == "2026-03-01")
    #expect(shown["status"] == "open", "a default")
    #expect(shown["created_at"]?.stringValue == TestWorld.now.rfc3339)
    #expect(shown["updated_at"] == shown["created_at"])
    #expect(shown["created_by"]?["login"] == "sam.standard@granite.example")
    #expect(shown["assignees"]?[0]?["name"] == "Rita Reader")
    #expect(shown["assignee_ids"] == nil)
  }

  @Test func `what is stored is what was shown, in the project of the path`() throws {
    let decision = create(Self.complete).decide()
    let record = try #require(inserted(decision))
    #expect(JSONParser.parse(Array(record.json.utf8)) == decision.answer.value)
    #expect(record.project == TestWorld.harbour && record.company == TestWorld.granite)
    #expect(record.people == [TestWorld.sam, TestWorld.rita])
    #expect(record.createdBy == TestWorld.sam)
    #expect(decision.about.records == [record.id])
  }

  @Test func `a new id is beyond 32 bits, exact in every language, and follows from the seed`() throws {
    let first = try #require(inserted(create(Self.complete).decide(seed: 1)))
    let again = try #require(inserted(create(Self.complete).decide(seed: 1)))
    let other = try #require(inserted(create(Self.complete).decide(seed: 2)))
    #expect(first.id == again.id && first.id != other.id)
    #expect((Int64(1) << 49..<Int64(1) << 53).contains(first.id))
  }

  @Test(arguments: [
    (#"{"rfi": {}}"#, #"{"subject": ["can't be blank"], "assignees": ["required"]}"#),
    (#"{"rfi": {"subject": "x"}}"#, #"{"assignees": ["required"]}"#),
    (#"{"rfi": {"subject": "x", "assignee_ids": []}}"#, #"{"assignees": ["required"]}"#),
    (#"{"rfi": {"subject": "x", "assignee_ids": null}}"#, #"{"assignees": ["required"]}"#),
    (#"{"rfi": {"subject": "", "assignee_ids": [101]}}"#, #"{"subject": ["can't be blank"]}"#),
  ])
  func `what is missing is named`(body: String, errors: String) throws {
    let decision = create(JSONParser.parse(Array(body.utf8))).decide()
    #expect(decision.grounds == .bodyInvalid)
    #expect(decision.answer.status == 400)
    #expect(decision.answer.value?["errors"] == JSONParser.parse(Array(errors.utf8)))
    #expect(decision.changes.isEmpty)
  }

  @Test(arguments: ["", "[]", #"{"subject": "x", "assignee_ids": [101]}"#, #"{"rfi": "text"}"#, #"{"rfi": "#])
  func `a body without its wrapper is refused`(body: String) {
    let decision = create(JSONParser.parse(Array(body.utf8))).decide()
    #expect(decision.grounds == .bodyInvalid)
    #expect(decision.changes.isEmpty)
  }

  @Test(arguments: [
    ("application/json", #"{"rfi":"#, Grounds.requestMalformed), ("application/json", #"{"rfi": 7}"#, .bodyInvalid),
    ("application/json", "", .bodyInvalid), ("text/plain", #"{"rfi":"#, .bodyInvalid),
  ])
  func `JSON that is none is told from JSON without the record`(type: String, body: String, grounds: Grounds) throws {
    let permit = try create(nil).permit().get()
    let request = Request(
      host: .api, method: "POST", path: "", headers: [.contentType: type], body: Array(body.utf8))
    let decision = RefuseBody.withoutRecord(permit, request, TestWorld.profile)
    #expect(decision.grounds == grounds)
    #expect(decision.answer.status == 400)
    #expect(decision.answer.value?["message"] == "param is missing or the value is empty: rfi")
  }

  @Test func `what the server sets cannot be sent`() throws {
    let sent: JSONValue = [
      "rfi": [
        "subject": "x", "assignee_ids": [101], "id": 7, "created_at": "1999-01-01T00:00:00Z", "created_by": ["id": 1],
      ]
    ]
    let record = try #require(inserted(create(sent).decide()))
    #expect(record.id != 7)
    let shown = try #require(JSONParser.parse(Array(record.json.utf8)))
    #expect(shown["id"]?.integerValue == record.id)
    #expect(shown["created_at"]?.stringValue == TestWorld.now.rfc3339)
    #expect(shown["created_by"]?["id"]?.integerValue == TestWorld.sam)
  }

  @Test func `a private record is hidden from all but its people`() throws {
    let body: JSONValue = ["rfi": ["subject": "x", "assignee_ids": ["101"], "private": true]]
    let record = try #require(inserted(create(body).decide()))
    #expect(record.isPrivate)
    #expect(record.isVisible(to: TestWorld.sam, asAdministrator: false), "whoever made it sees it")
    #expect(record.isVisible(to: TestWorld.rita, asAdministrator: false), "an id may be sent as text")
    #expect(!record.isVisible(to: TestWorld.nina, asAdministrator: false))
    #expect(record.isVisible(to: TestWorld.nina, asAdministrator: true))
  }

  @Test func `a number keeps every digit on its way through a record`() throws {
    let body: JSONValue = [
      "rfi": ["subject": "x", "assignee_ids": [101], "cost": .decimal("1.50"), "ref": .integer(.max)]
    ]
    let record = try #require(inserted(create(body).decide()))
    #expect(record.json.contains("\"cost\":1.50"))
    #expect(record.json.contains("\"ref\":9223372036854775807"))
  }

  // MARK: Updates

  @Test func `an administrator changes what others made, and the rest stays`() throws {
    let decision = update(["rfi": ["status": "closed"]]).decide([TestWorld.record(9001, createdBy: TestWorld.sam)])
    #expect(decision.answer.status == 200)
    #expect(decision.answer.value?["status"] == "closed")
    #expect(decision.answer.value?["subject"] == "Subject 9001")
    #expect(decision.answer.value?["updated_at"]?.stringValue == TestWorld.now.rfc3339)
    #expect(try #require(updated(decision)).createdBy == TestWorld.sam)
  }

  @Test func `a standard user changes their own record, and nobody else's`() {
    let body: JSONValue = ["rfi": ["status": "closed"]]
    let own = update(body, as: TestWorld.sam).decide([TestWorld.record(9001, createdBy: TestWorld.sam)])
    #expect(own.answer.status == 200)
    let foreign = update(body, as: TestWorld.sam).decide([TestWorld.record(9001, createdBy: TestWorld.pat)])
    #expect(foreign.grounds == .levelTooLow)
    #expect(foreign.answer.status == 403)
    #expect(foreign.changes.isEmpty)
    let seeded = update(body, as: TestWorld.sam).decide([TestWorld.record(9001)])
    #expect(seeded.grounds == .levelTooLow)
  }

  @Test func `a record that one cannot see cannot be changed, and does not exist`() {
    let hidden = TestWorld.record(9001, isPrivate: true)
    let decision = update(["rfi": ["status": "closed"]], as: TestWorld.sam).decide([hidden])
    #expect(decision.grounds == .recordPrivate)
    #expect(decision.answer.status == 404)
    #expect(update(["rfi": [:]]).decide().grounds == .recordUnknown)
  }

  @Test func `an update without its wrapper is refused`() {
    #expect(update(["status": "closed"]).decide([TestWorld.record(9001)]).grounds == .bodyInvalid)
    #expect(update(["rfi": [:]]).decide([TestWorld.record(9001)]).grounds == .granted)
  }

  @Test func `a record may be made private, and public again`() throws {
    let made = TestWorld.record(9001, createdBy: TestWorld.sam)
    let hidden = try #require(updated(update(["rfi": ["private": true]]).decide([made])))
    #expect(hidden.isPrivate)
    let shown = try #require(updated(update(["rfi": ["private": false]]).decide([hidden])))
    #expect(!shown.isPrivate)
  }

  @Test func `new assignees take the place of the old ones, and whoever made the record stays on it`() throws {
    let made = TestWorld.record(
      9001, isPrivate: true, people: [TestWorld.sam, TestWorld.rita], createdBy: TestWorld.sam)
    let record = try #require(updated(update(["rfi": ["assignee_ids": [103]]]).decide([made])))
    #expect(record.people == [TestWorld.sam, TestWorld.nina])
    let untouched = try #require(updated(update(["rfi": ["status": "closed"]]).decide([made])))
    #expect(untouched.people == [TestWorld.sam, TestWorld.rita])
  }
}
