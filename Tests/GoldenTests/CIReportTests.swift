import JSONSource
import MockCore
import ScenarioCore
import Testing

@testable import Reports

/// The reports that continuous integration reads.
@Suite struct CIReportTests {
  private static let kinds: [ReportKind] = [.activity, .ctrf, .github, .sarif, .tap]

  @Test(arguments: kinds) func `a run with findings, open questions and warnings`(_ kind: ReportKind) throws {
    try Golden.expect(kind.text(of: ReportedExample.run), "run-\(kind.rawValue).txt")
  }

  @Test(arguments: kinds) func `a run that passed`(_ kind: ReportKind) throws {
    try Golden.expect(kind.text(of: ReportedExample.passed), "run-passed-\(kind.rawValue).txt")
  }

  @Test(arguments: kinds) func `hostile words`(_ kind: ReportKind) throws {
    try Golden.expect(kind.text(of: ReportedExample.hostile), "hostile-\(kind.rawValue).txt")
  }

  @Test func `the summary of a job`() throws {
    try Golden.expect(GitHubSummary.text(of: ReportedExample.run), "run-github-summary.txt")
    try Golden.expect(GitHubSummary.text(of: ReportedExample.passed), "run-passed-github-summary.txt")
    try Golden.expect(GitHubSummary.text(of: ReportedExample.hostile), "hostile-github-summary.txt")
  }

  @Test(arguments: ReportKind.allCases) func `nothing in a report steers who shows it`(_ kind: ReportKind) {
    let scalars = kind.text(of: ReportedExample.hostile).unicodeScalars
    let isPlain = scalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" || kind == .activity && $0 == "\r" }
    #expect(isPlain)
    // A report for programs keeps words as they are; JSON has no need to hide what is no control character.
    if kind != .json, kind != .ctrf { #expect(!scalars.contains { $0 == "\u{202E}" || $0 == "\u{7F}" }) }
  }

  @Test func `a workflow command of a connector is none`() {
    let text = GitHubReport.annotations(of: ReportedExample.hostile)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.hasPrefix("::error title=") || $0.hasPrefix("::warning title=") })
    #expect(!text.contains("%0Ab\n") && text.contains("%250Ab"))
    let terminal = TerminalReport().text(of: ReportedExample.hostile.result)
    #expect(terminal.contains(": :error"))
    for line in terminal.split(separator: "\n") {
      #expect(!line.drop { $0 == " " }.hasPrefix("::") && !line.contains("##["), "\(line)")
    }
  }

  @Test func `ten findings are annotated, each claim once before one is repeated, and the summary has the rest`() {
    let warning = Finding(check: "api/known-endpoints", verdict: .fail, severity: .warn, message: "Undocumented.")
    let open = Finding(check: "expiry/margin", verdict: .inconclusive, message: "Not seen.")
    let failures = ["a", "b", "c"].map { Finding(check: "refresh/\($0)", verdict: .fail, message: "Wrong.") }
    var result = ReportExample.allPassed
    result.scenarios = (1...4).map { number in
      ScenarioResult(
        scenario: "refresh/\(number)", title: "One of four", verdict: .fail, findings: [warning, open] + failures)
    }
    var run = ReportedRun(result)
    run.hasSummary = true
    let lines = GitHubReport.annotations(of: run).split(separator: "\n").map(String.init)
    #expect(lines.count == 11)
    #expect(lines[..<10].allSatisfy { $0.hasPrefix("::error ") })
    #expect(lines[0].contains("refresh/1%3A refresh/a::Wrong."))
    #expect(lines[2].contains("refresh/1%3A refresh/c::"))
    #expect(lines[3].contains("refresh/2%3A refresh/a::"))
    #expect(lines[10] == "::notice title=Dryfit::10 more findings stand in the job summary.")
    #expect(GitHubSummary.text(of: run).split(separator: "\n").count { $0.hasPrefix("| ✗") } == 12)
    result.scenarios.removeLast(3)
    let few = GitHubReport.annotations(of: ReportedRun(result)).split(separator: "\n")
    #expect(few.count == 5)
    #expect(few[3].hasPrefix("::warning ") && few[3].contains("::Inconclusive: Not seen."))
    #expect(few[4].hasPrefix("::notice "))
  }

  @Test func `a summary stays below what GitHub takes`() {
    var result = ReportExample.allPassed
    let finding = Finding(check: "refresh/a", verdict: .fail, message: String(repeating: "é", count: 3900))
    result.scenarios = (1...400).map { number in
      ScenarioResult(scenario: "refresh/\(number)", title: "One of many", verdict: .fail, findings: [finding])
    }
    let text = GitHubSummary.text(of: ReportedRun(result))
    #expect(text.utf8.count < 1_048_576 && text.utf8.count > 900_000)
    #expect(text.contains(" more findings did not fit here.\n"))
    #expect(text.contains("Integration Health"))
  }

  @Test func `a strict run has its warnings as failures in every format`() throws {
    var result = ReportExample.run
    result.scenarios = result.scenarios.filter { $0.scenario == "login/remembered" }
    let mild = ReportedRun(result)
    result.strict = true
    let strict = ReportedRun(result)
    let words: [(ReportKind, mild: String, strict: String)] = [
      (.junit, "failures=\"0\"", "<failure message=\"Called an endpoint that is not documented.\""),
      (.ctrf, "\"status\": \"passed\"", "\"status\": \"failed\""), (.tap, "\nok 1", "\nnot ok 1"),
      (.github, "::notice ", "::error "), (.sarif, "\"level\": \"warning\"", "\"level\": \"error\""),
    ]
    for (kind, mildWords, strictWords) in words {
      #expect(kind.text(of: mild).contains(mildWords), "\(kind)")
      #expect(!kind.text(of: mild).contains(strictWords), "\(kind)")
      #expect(kind.text(of: strict).contains(strictWords), "\(kind)")
    }
  }
}

/// What code scanning recognises a finding by, and where it shows it.
@Suite struct SARIFReportTests {
  private func results(_ run: ReportedRun) throws -> [JSONValue] {
    let log = try #require(JSONParser.parse(Array(SARIFReport.text(of: run).utf8)))
    return try #require(log["runs"]?[0]?["results"]?.arrayValue)
  }

  private func prints(_ run: ReportedRun) throws -> [String] {
    try results(run).compactMap { $0["partialFingerprints"]?["dryfit/v1"]?.stringValue }
  }

  @Test func `the fingerprint of a finding outlives its words, and no two findings share one`() throws {
    var later = ReportedExample.run
    later.result.began = ReportExample.noon + .seconds(86_400)
    later.result.seed = 8
    for index in later.result.scenarios.indices {
      for number in later.result.scenarios[index].findings.indices {
        later.result.scenarios[index].findings[number].message += " Again."
        later.result.scenarios[index].findings[number].exchanges = [99]
      }
    }
    let before = try prints(ReportedExample.run)
    #expect(before.count == 8)
    #expect(try prints(later) == before)
    #expect(Set(before).count == before.count)
    later.result.scenarios[0].scenario += "-renamed"
    later.result.scenarios[1].scenario += "-renamed"
    #expect(try prints(later) != before)
  }

  @Test func `a finding of an expectation stands at its line, one of a check at the line of its step`() throws {
    let own = try results(ReportedExample.run).suffix(3)
    let places = own.map { $0["locations"]?[0]?["physicalLocation"] }
    #expect(places.map { $0?["region"]?["startLine"]?.integerValue } == [9, 6, 5])
    #expect(places.allSatisfy { $0?["artifactLocation"]?["uri"]?.stringValue == "connectors/acme/our.json" })
    let suite = try #require(try results(ReportedExample.run).first?["locations"]?[0]?["physicalLocation"])
    #expect(suite["artifactLocation"]?["uriBaseId"]?.stringValue == "DRYFIT_HOME")
    #expect(suite["artifactLocation"]?["uri"]?.stringValue == "scenarios/login/remembered.json")
  }

  @Test func `what is inconclusive is open, and what follows from it is left out`() throws {
    let open = try results(ReportedExample.run).filter { $0["kind"]?.stringValue == "open" }
    #expect(open.count == 2)
    #expect(open.allSatisfy { $0["level"]?.stringValue == "none" })
  }

  @Test func `every result has a rule at its index`() throws {
    for run in [ReportedExample.run, ReportedExample.hostile] {
      let log = try #require(JSONParser.parse(Array(SARIFReport.text(of: run).utf8)))
      let rules = log["runs"]?[0]?["tool"]?["driver"]?["rules"]?.arrayValue ?? []
      for result in log["runs"]?[0]?["results"]?.arrayValue ?? [] {
        let index = try #require(result["ruleIndex"]?.integerValue)
        try #require(rules.indices.contains(Int(index)))
        #expect(rules[Int(index)]["id"] == result["ruleId"])
      }
    }
  }
}
