import JSONSource
import Testing

@testable import MockCore

/// The records of a world, as they are read and as they become at the start of a run.
struct RecordReadingTests {
  private static let harbour: Int64 = 598_134_326_177_405

  private func said(_ records: String) -> [Said] { WorldText.said { $0.records = records } }

  private func expand(_ records: String) throws -> [Record] {
    let world = try #require(WorldText.read { $0.records = records }.world)
    var expanded: [Record] = []
    world.expandRecords(at: TestWorld.now) { expanded.append($0) }
    return expanded
  }

  private func shown(_ record: Record) -> JSONValue? { JSONParser.parse(Array(record.json.utf8)) }

  // MARK: Reading

  @Test(arguments: [
    (#"[{ "id": 1 }]"#, "the record belongs to no project and no company", "/records/rfis/0"),
    (#"[7]"#, "expected a record, an object, found an integer", "/records/rfis/0"),
    (
      #"[{ "project": 598134326177405, "private": "yes" }]"#, "expected true or false, found a string",
      "/records/rfis/0/private"
    ),
    (#"[{ "project": 598134326177405, "id": "x" }]"#, "expected an integer, found a string", "/records/rfis/0/id"),
    (
      #"[{ "project": 598134326177405, "assignees": [102] }]"#, "the world has no user 102",
      "/records/rfis/0/assignees/0"
    ),
    (
      #"[{ "project": 598134326177405, "assignees": 101 }]"#, "expected an array, found an integer",
      "/records/rfis/0/assignees"
    ),
    (#"[{ "company": 9 }]"#, "the world has no company 9", "/records/rfis/0/company"),
    (#"[{ "project": 598134326177405, "a": { "b": ["${x}"] } }]"#, #"unknown name "${x}""#, "/records/rfis/0/a/b/0"),
    (#"[{ "project": 598134326177405, "name": "${n}" }]"#, #"unknown name "${n}""#, "/records/rfis/0/name"),
    (
      #"[{ "repeat": 0, "template": { "project": 598134326177405 } }]"#,
      "expected an integer from 1 to 1000000, found 0", "/records/rfis/0/repeat"
    ),
    (#"[{ "repeat": 2 }]"#, #"missing key "template" in a repeated record"#, "/records/rfis/0"),
    (
      #"[{ "repeat": 2, "template": { "project": 598134326177405, "id": 7 } }]"#,
      "all of the repeated records would have this id", "/records/rfis/0/template/id"
    ),
    (
      #"[{ "repeat": 2, "template": { "project": 598134326177405, "name": "${m}" } }]"#, #"unknown name "${m}""#,
      "/records/rfis/0/template/name"
    ),
    (#"[{ "repeat": 2, "template": [] }]"#, "expected a record, an object, found an array", "/records/rfis/0/template"),
  ])
  func `what is wrong with a record is told where it stands`(rfis: String, message: String, pointer: String) {
    let said = said(#"{ "rfis": \#(rfis) }"#)
    #expect(said.map(\.message) == [message])
    #expect(said.map(\.pointer) == [pointer])
  }

  @Test func `a record's own members are free`() {
    #expect(said(#"{ "rfis": [{ "project": 598134326177405, "anything": { "a": [1, null] }, "note": "x" }] }"#).isEmpty)
    #expect(said(#"{ "rfis": [{ "company": 4001, "name": "costs ${" }] }"#).isEmpty)
  }

  @Test func `an id that stands twice in one collection is told, and in two it is not`() {
    let record = #"{ "id": 1, "project": 598134326177405 }"#
    #expect(said(#"{ "rfis": [\#(record), \#(record)] }"#).map(\.message) == [#"1 stands twice as id in "rfis""#])
    #expect(said(#"{ "rfis": [\#(record)], "submittals": [\#(record)] }"#).isEmpty)
  }

  // MARK: Becoming records

  @Test func `a record shows its members, without where it belongs`() throws {
    let record = try #require(
      try expand(#"{ "rfis": [{ "id": 9001, "project": 598134326177405, "subject": "Beam", "note": "for people" }] }"#)
        .first)
    #expect(record.id == 9001 && record.collection == "rfis")
    #expect(record.project == Self.harbour && record.company == 4001)
    #expect(
      shown(record) == [
        "id": 9001, "subject": "Beam", "created_at": .string(TestWorld.now.rfc3339),
        "updated_at": .string(TestWorld.now.rfc3339),
      ])
  }

  @Test func `times that a record has are kept`() throws {
    let record = try #require(
      try expand(#"{ "rfis": [{ "project": 598134326177405, "created_at": "2026-01-01T00:00:00Z" }] }"#).first)
    #expect(shown(record)?["created_at"] == "2026-01-01T00:00:00Z")
    #expect(shown(record)?["updated_at"]?.stringValue == TestWorld.now.rfc3339)
  }

  @Test func `assignees become people, and people on the record`() throws {
    let record = try #require(
      try expand(#"{ "rfis": [{ "project": 598134326177405, "private": true, "assignees": [101] }] }"#).first)
    #expect(shown(record)?["assignees"] == [["id": 101, "name": "Rita Reader", "login": "rita@granite.example"]])
    #expect(record.isPrivate)
    #expect(record.isVisible(to: 101, asAdministrator: false))
    #expect(!record.isVisible(to: 102, asAdministrator: false))
  }

  @Test func `whoever made a record is on it, and may change it`() throws {
    let record = try #require(
      try expand(#"{ "rfis": [{ "project": 598134326177405, "private": true, "createdBy": 101 }] }"#).first)
    #expect(record.createdBy == 101 && record.isVisible(to: 101, asAdministrator: false))
    #expect(shown(record)?["created_by"]?["name"] == "Rita Reader" && shown(record)?["createdBy"] == nil)
    let nobody = said(#"{ "rfis": [{ "project": 598134326177405, "createdBy": 7 }] }"#)
    #expect(nobody.map(\.message) == ["the world has no user 7"])
  }

  @Test func `a template is repeated and counted, and its numbers stay numbers`() throws {
    let records = try expand(
      """
      { "punch_items": [{ "repeat": 3,
        "template": { "project": 598134326177405, "name": "Item ${n}", "position": "${n}" } }] }
      """
    )
    #expect(records.map { shown($0)?["name"] } == ["Item 1", "Item 2", "Item 3"])
    #expect(records.map { shown($0)?["position"] } == [1, 2, 3])
    #expect(Set(records.map(\.id)).count == 3)
    #expect(records.allSatisfy { $0.id > Int64(UInt32.max) })
  }

  @Test func `a repeated record may be numbered by its count`() throws {
    let records = try expand(#"{ "a": [{ "repeat": 2, "template": { "company": 4002, "id": "${n}" } }] }"#)
    #expect(records.map(\.id) == [1, 2])
    #expect(records.map(\.company) == [4002, 4002])
    #expect(records.map(\.project) == [nil, nil])
  }

  @Test func `ids that are made up differ within a collection, over all its seeds`() throws {
    let records = try expand(
      """
      { "a": [{ "repeat": 2, "template": { "company": 4001 } }, { "company": 4001 },
        { "repeat": 2, "template": { "company": 4001 } }] }
      """
    )
    #expect(Set(records.map(\.id)).count == 5)
  }
}
