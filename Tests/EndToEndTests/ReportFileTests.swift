import Foundation
import Testing

/// The reports that a run is asked for, as files and on standard output.
@Suite(.fewAtOnce)
struct ReportFileTests {
  @Test func `all kinds of report are written at once, and agree`() async throws {
    let project = try Project()
    try project.copyExample()
    try project.add(defect: "never-refreshes")
    let kinds = ["activity", "ctrf", "json", "junit", "sarif", "tap"]
    let reports = kinds.flatMap { ["--report", "\($0)=report.\($0)"] } + ["--report", "github"]
    let ended = try await project.dryfit(
      ["run", "login/deny", "refresh/one-cycle"] + reports, ["GITHUB_STEP_SUMMARY": project["summary.md"]]
    ) { _ in }
    #expect(ended.status == 1, "\(ended)")
    #expect(ended.output.contains("\n::error title=refresh/one-cycle%3A refreshed-once::Expected"), "\(ended)")
    #expect(try project.text(of: "report.activity").hasPrefix("Date,Response Code,"))
    #expect(try project.text(of: "report.ctrf").contains("\"failed\": 1,"))
    #expect(try project.text(of: "report.json").contains("\"verdict\": \"fail\""))
    #expect(try project.text(of: "report.junit").contains("<testsuites name=\"dryfit\" tests=\"2\" failures=\"1\""))
    #expect(try project.text(of: "report.sarif").contains("\"ruleId\": \"scenarios/refresh/one-cycle\""))
    #expect(try project.text(of: "report.tap").contains("\nok 1 - login/deny\n"))
    #expect(try project.text(of: "report.tap").contains("\nnot ok 2 - refresh/one-cycle\n"))
    #expect(try project.text(of: "summary.md").hasPrefix("## Dryfit: fail\n"))
  }

  @Test func `a scenario of the project is pointed at from the root of its repository`() async throws {
    let project = try Project()
    try FileManager.default.createDirectory(atPath: project["app/.git"], withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: project["app/acme"], withIntermediateDirectories: true)
    try project.copyExample()
    try FileManager.default.moveItem(atPath: project["connector.json"], toPath: project["app/acme/connector.json"])
    try project.write(
      """
      { "format": 1, "title": "A user logs in",
        "steps": [ { "login": {} } ],
        "expect": [
          { "id": "revoked", "seen": { "endpoint": "oauth.revoke" } } ] }
      """, to: "app/acme/case.json")
    let ended = try await project.dryfit(in: "app/acme", "run", "case.json", "--report", "github")
    #expect(ended.status == 1, "\(ended)")
    #expect(ended.output.contains("::error title=case.json%3A revoked,file=acme/case.json,line=4::"), "\(ended)")
  }

  @Test func `an unknown kind is refused before anything starts, and the nearest one is named`() async throws {
    let project = try Project()
    try project.copyExample()
    let cases = [
      ("jnit=report.xml", "Did you mean \"junit\"?"), ("pdf=report.pdf", "There are activity, "),
      ("junit", "write --report junit=FILE"), ("sarif=", "write --report sarif=FILE"),
    ]
    for (argument, words) in cases {
      let ended = try await project.dryfit("run", "login/deny", "--report", argument)
      #expect(ended.status == 64 && ended.output.isEmpty, "\(ended)")
      #expect(ended.errors.contains(words), "\(ended)")
    }
    let twice = try await project.dryfit("run", "--report", "json=a.txt", "--report", "tap=./a.txt")
    #expect(twice.status == 64, "\(twice)")
    #expect(twice.errors.contains("Two reports go to"), "\(twice)")
  }

  @Test func `a folder that is not there is told before anything starts`() async throws {
    let project = try Project()
    try project.copyExample()
    let ended = try await project.dryfit("run", "login/deny", "--report", "json=no/such/folder.json")
    #expect(ended.status == 69 && ended.output.isEmpty, "\(ended)")
    #expect(ended.errors.contains("the report no/such/folder.json could not be written: there is no"), "\(ended)")
    #expect(ended.errors.contains("→ Make the folder first"), "\(ended)")
  }

  #if os(Linux)
    @Test func `on a full disk the evidence is kept all the same, and so are the other reports`() async throws {
      let project = try Project()
      try project.copyExample()
      #expect(try await project.dryfit("version", "create").status == 0)
      let ended = try await project.dryfit(
        "run", "login/deny", "--report", "json=/dev/full", "--report", "tap=report.tap")
      #expect(ended.status == 69, "\(ended)")
      #expect(ended.errors.contains("the report /dev/full could not be written: No space left on device"), "\(ended)")
      #expect(ended.output.contains("evidence: kept as run 1"), "\(ended)")
      #expect(try project.text(of: "report.tap").contains("ok 1 - login/deny"))
      let type = try FileManager.default.attributesOfItem(atPath: "/dev/full")[.type] as? FileAttributeType
      #expect(type == .typeCharacterSpecial)
      let again = try await project.dryfit("judge", "1", "--json", "--report", "json=report.json")
      #expect(again.status == 0, "\(again)")
      #expect(again.output.contains("\"differences\": []"), "\(again)")
      #expect(try project.text(of: "report.json").contains("\"scenario\": \"login/deny\""))
    }
  #endif

  @Test func `a link stays one, and what it leads to is written`() async throws {
    let project = try Project()
    try project.copyExample()
    try project.write("old", to: "real.tap")
    try FileManager.default.createSymbolicLink(atPath: project["link.tap"], withDestinationPath: project["real.tap"])
    #expect(try await project.dryfit("run", "login/deny", "--report", "tap=link.tap").status == 0)
    #expect(try project.text(of: "real.tap").hasPrefix("TAP version 14\n"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: project["link.tap"]) == project["real.tap"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: project.path).allSatisfy { !$0.contains("unfinished") })
  }
}
