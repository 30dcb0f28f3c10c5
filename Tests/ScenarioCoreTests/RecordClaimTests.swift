import JSONSource
import MockCore
import Testing

@testable import ScenarioCore

@Suite struct RecordClaimTests {
  private func verdicts(_ claims: String, records: [HeldRecord]) throws -> [Verdict] {
    let scenario = try scenario(#"{"do": "read"}, {"do": "write"}"#, expect: claims)
    var history = history(
      action("read", .ok, call("rfis.list")),
      action("write", .ok, call("rfis.create", 201, method: "POST", records: [7])))
    history.records = records
    return Judge.judge(history, of: scenario, connector: try connector()).map(\.verdict)
  }

  private let world = HeldRecord(collection: "rfis", id: 1, json: #"{"id": 1, "subject": "Old", "status": "open"}"#)
  private let made = HeldRecord(
    collection: "rfis", id: 7, createdBy: 2, json: #"{"id": 7, "subject": "Beam clash", "status": "open"}"#)

  @Test func `what an action created is counted`() throws {
    let claims = #"[{"record": {"createdBy": "write"}, "count": 1}, {"record": {"createdBy": "read"}, "count": 0}]"#
    #expect(try verdicts(claims, records: [world, made]) == [.pass, .pass])
    #expect(try verdicts(claims, records: [world]) == [.fail, .pass])
  }

  @Test func `what a collection holds is counted by its fields`() throws {
    let claims = #"""
      [{"record": {"collection": "rfis", "where": {"subject": {"startsWith": "Beam"}, "/status": "open"}}},
       {"record": {"collection": "rfis"}, "count": {"min": 2}},
       {"record": {"collection": "rfis", "createdBy": "write"}}]
      """#
    #expect(try verdicts(claims, records: [world, made]) == [.pass, .pass, .pass])
    #expect(try verdicts(claims, records: [world]) == [.fail, .fail, .fail])
  }

  @Test func `where a record belongs can be asked in the words of a world`() throws {
    var made = made
    made.place = .init(company: 4001, project: 598_134_326_177_405, isPrivate: true)
    let claims = #"""
      [{"record": {"collection": "rfis", "where": {"project": 598134326177405, "company": "${company.id}", "private": true}}},
       {"record": {"collection": "rfis", "where": {"project": {"ne": 598134326177405}}}}]
      """#
    #expect(try verdicts(claims, records: [made]) == [.pass, .fail])
  }

  @Test func `what the API itself calls by such a word is what is asked`() throws {
    let named = HeldRecord(
      collection: "rfis", id: 7, json: #"{"id": 7, "project": {"id": 5, "name": "Harbour"}}"#,
      place: .init(company: 4001, project: 5, isPrivate: false))
    let claims = #"[{"record": {"collection": "rfis", "where": {"/project/name": "Harbour"}}}]"#
    #expect(try verdicts(claims, records: [named]) == [.pass])
  }

  @Test func `an action that was not performed proves nothing`() throws {
    let scenario = try scenario(
      #"{"do": "read"}, {"do": "write"}"#, expect: #"[{"record": {"createdBy": "write"}, "count": 0}]"#)
    let history = history(action("read", .ok, call("rfis.list")))
    #expect(Judge.judge(history, of: scenario, connector: try connector()).map(\.verdict) == [.inconclusive])
  }

  @Test func `the traffic shows what was created, answered or not`() throws {
    let create = call(
      "rfis.create", 201, method: "POST", records: [7],
      fault: FaultPerformed(name: "lost", committed: true, delivered: false))
    let refused = call("rfis.create", 403, .levelTooLow, method: "POST", records: [8])
    let diagnostics = Diagnostics()
    let file = #"""
      {"format": 1, "operations": [
        {"operation": "rfis.create", "method": "POST", "paths": ["/rest/v1.0/projects/{project_id}/rfis"],
         "action": "create", "collection": "rfis", "tool": "RFIs", "scope": "project", "level": "standard",
         "source": "documented"},
        {"operation": "vendors.sync", "method": "PATCH", "paths": ["/rest/v1.0/companies/{company_id}/vendors/sync"],
         "action": "sync", "collection": "vendors", "tool": "Directory", "scope": "company", "level": "admin",
         "source": "documented"}]}
      """#
    let json = try #require(JSONParser.parse(SourceFile(name: "catalog.json", text: file), into: diagnostics))
    let catalog = Catalog(operations: Catalog.read(json, into: diagnostics))
    #expect(diagnostics.messages == [])
    #expect(
      CreatedRecord.all(in: [create, refused], catalog: catalog)
        == [CreatedRecord(collection: "rfis", id: 7, exchange: 0)])
    let sync = call("vendors.sync", 200, method: "PATCH", records: [9])
    #expect(
      CreatedRecord.all(in: [sync], catalog: catalog)
        == [CreatedRecord(collection: "vendors", id: 9, exchange: 0, mayBeOlder: true)])
  }

  @Test func `the collections of which expectations speak are known, alternatives included`() throws {
    let scenario = try scenario(
      #"{"do": "read"}"#,
      expect: #"""
        [{"anyOf": [{"record": {"collection": "rfis"}, "count": 0}, {"seen": {"endpoint": "api"}}]},
         {"record": {"createdBy": "read"}, "count": 0}]
        """#)
    #expect(scenario.collections == ["rfis"])
  }

  @Test func `a claim that names nothing, or what does not exist, is a mistake`() {
    func messages(_ claim: String) -> [String] {
      var known = vocabulary
      known.collections = ["rfis", "submittals"]
      return mistakes(
        #"{"format": 1, "title": "A", "steps": [{"do": "read"}], "expect": [{"record": \#(claim)}]}"#, known)
    }
    #expect(messages(#"{"collection": "rfis"}"#) == [])
    #expect(messages(#"{"collection": "rfi"}"#) == [#"the catalog has no collection "rfi"; did you mean "rfis"?"#])
    #expect(messages(#"{"createdBy": "write"}"#) == [#"no step does "write"; the steps do read"#])
    #expect(
      messages(#"{"where": {"subject": "x"}}"#) == [
        #"it is not said which records are meant; add "createdBy" or "collection""#
      ])
  }
}
