import JSONSource
import Testing

@testable import MockCore

/// What `${…}` in a record of a world becomes.
struct RecordPatternTests {
  private func records(_ members: JSONObject, count: Int = 1) -> [Record] {
    let seed = World.RecordSeed(collection: "rfis", count: count, members: members)
    let world = World(why: "x", directory: TestWorld.directory, apps: [], records: [seed])
    var records: [Record] = []
    world.expandRecords(at: TestWorld.now) { records.append($0) }
    return records
  }

  private func value(_ record: Record?) -> JSONValue? { record.flatMap { JSONParser.parse(Array($0.json.utf8)) } }

  @Test func `a number counts, alone as a number and inside a text as digits`() {
    let made = records(
      ["project": .integer(TestWorld.harbour), "position": "${n}", "name": "Item ${n} of ${n}"], count: 3)
    #expect(made.map(\.id) == [700_000_000_000_001, 700_000_000_000_002, 700_000_000_000_003])
    #expect(value(made.last)?["position"] == 3 && value(made.last)?["name"] == "Item 3 of 3")
    #expect(value(made.first)?["id"]?.integerValue == made.first?.id)
  }

  @Test func `an id that counts is the record's own`() {
    let made = records(["id": "${n}", "company": 4001], count: 2)
    #expect(made.map(\.id) == [1, 2] && value(made[1])?["id"] == 2)
  }

  @Test func `days are those of the mock's clock`() {
    let made = records(["company": 4001, "date": "${today}", "before": "${yesterday}"])
    #expect(value(made.first)?["date"] == "2027-01-15" && value(made.first)?["before"] == "2027-01-14")
  }

  @Test func `the host of files is filled in when the record is shown`() throws {
    let made = try #require(records(["company": 4001, "url": "${files.baseURL}/a.pdf"]).first)
    #expect(made.hasFiles)
    let shown = FileAddress.signing(made.json, baseURL: "http://files.example", now: TestWorld.now)
    let url = JSONParser.parse(Array(shown.utf8))?["url"]?.stringValue
    #expect(url?.hasPrefix("http://files.example/a.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=2027") == true)
    #expect(!(records(["company": 4001]).first?.hasFiles ?? true))
  }

  @Test func `what is deleted lies in the recycle bin`() {
    #expect(records(["company": 4001, "deleted": true]).first?.isDeleted == true)
    #expect(records(["company": 4001]).first?.isDeleted == false)
  }
}
