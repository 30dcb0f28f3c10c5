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
         "source": "documented"}]}
      """#
    let json = try #require(JSONParser.parse(SourceFile(name: "catalog.json", text: file), into: diagnostics))
    let catalog = Catalog(operations: Catalog.read(json, into: diagnostics))
    #expect(diagnostics.messages == [])
    #expect(
      CreatedRecord.all(in: [create, refused], catalog: catalog)
        == [CreatedRecord(collection: "rfis", id: 7, exchange: 0)])
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
