import Foundation
import JSONSource
import PromotionGate
import ScenarioCore
import Testing

@testable import Reports

@Suite struct RunReportTests {
  @Test func `a run at a terminal`() throws {
    try Golden.expect(TerminalReport(width: 80).text(of: ReportExample.run), "run-terminal.txt")
  }

  @Test func `a run at a terminal with colours`() throws {
    try Golden.expect(TerminalReport(colour: true).text(of: ReportExample.run), "run-terminal-colour.txt")
  }

  @Test func `a run that passed`() throws {
    try Golden.expect(TerminalReport().text(of: ReportExample.allPassed), "run-passed.txt")
  }

  @Test func `a run as JSON`() throws {
    try Golden.expect(JSONReport.text(of: ReportExample.run), "run-json.txt")
  }

  @Test func `a run that passed as JSON`() throws {
    try Golden.expect(JSONReport.text(of: ReportExample.allPassed), "run-passed-json.txt")
  }

  @Test func `a run as JUnit`() throws {
    try Golden.expect(JUnitReport.text(of: ReportExample.run), "run-junit.txt")
  }

  @Test func `without colours no escape sequence is written, and with them there is one`() {
    #expect(!TerminalReport().text(of: ReportExample.run).contains("\u{1B}"))
    #expect(TerminalReport(colour: true).text(of: ReportExample.run).contains("\u{1B}[31m"))
  }

  @Test func `a strict run says that its warnings count`() {
    var run = ReportExample.run
    run.scenarios.removeAll { $0.verdict != .pass }
    #expect(TerminalReport().text(of: run).contains("verdict: pass\n"))
    run.strict = true
    #expect(TerminalReport().text(of: run).contains("verdict: fail (warnings count: the run is strict)\n"))
    #expect(JSONReport.text(of: run).contains("\"verdict\": \"fail\",\n  \"connector\""))
  }

  @Test func `no line is wider than the terminal where its words allow it`() {
    let lines = TerminalReport(width: 60).text(of: ReportExample.run).split(separator: "\n")
    let findings = lines.filter { $0.hasPrefix("    ") }
    #expect(findings.count > 5)
    #expect(findings.allSatisfy { $0.count <= 60 })
  }
}

@Suite struct HostileReportTests {
  private var run: RunResult {
    var run = ReportExample.run
    run.scenarios = [ReportExample.hostile]
    return run
  }

  /// The control characters of a text, but for line feeds and tabs.
  private func controls(in text: String) -> [UInt32] {
    let values = text.unicodeScalars.map(\.value)
    return values.filter { $0 < 0x20 && $0 != 0x0A && $0 != 0x09 || (0x7F...0x9F).contains($0) || $0 == 0x202E }
  }

  @Test func `hostile words cannot steer a terminal`() throws {
    let text = TerminalReport(width: 80).text(of: run)
    #expect(controls(in: text).isEmpty)
    try Golden.expect(text, "hostile-terminal.txt")
  }

  @Test func `hostile words cannot break out of XML`() throws {
    let text = JUnitReport.text(of: run)
    #expect(controls(in: text).isEmpty)
    #expect(!text.contains("<script>"))
    #expect(!text.contains("]]>"))
    try Golden.expect(text, "hostile-junit.txt")
  }

  @Test func `hostile words arrive whole in JSON`() throws {
    let json = try #require(JSONParser.parse(Array(JSONReport.text(of: run).utf8)))
    let message = json["scenarios"]?[0]?["findings"]?[0]?["message"]?.stringValue
    #expect(message == ReportExample.hostile.findings[0].message)
  }

  @Test func `ten megabytes on one line are cut`() {
    var scenario = ReportExample.hostile
    scenario.outputTail = [
      OutputLine(stream: .output, text: String(repeating: "y", count: 10_000_000), exchangesBefore: 0)
    ]
    var run = run
    run.scenarios = [scenario]
    #expect(TerminalReport().text(of: run).utf8.count < 20_000)
    #expect(JUnitReport.text(of: run).utf8.count < 20_000)
  }
}

@Suite struct GateReportTests {
  @Test func `an open gate`() throws {
    let decision = GateReportExample.decision(GateReportExample.notes)
    try Golden.expect(GateReport(width: 80).text(of: decision), "gate-open.txt")
    try Golden.expect(GateReport.json(of: decision), "gate-open-json.txt")
  }

  @Test func `a gate that is shut for every reason there is`() throws {
    let decision = GateReportExample.decision(GateReportExample.reasons + GateReportExample.notes)
    try Golden.expect(GateReport(width: 80).text(of: decision), "gate-refused.txt")
    try Golden.expect(GateReport.json(of: decision), "gate-refused-json.txt")
  }

  @Test func `every reason that keeps the gate shut has a next step`() {
    for reason in GateReportExample.reasons {
      #expect(reason.nextStep?.isEmpty == false, "\(reason.code)")
      #expect(!reason.message.isEmpty && !reason.subject.isEmpty, "\(reason.code)")
    }
  }
}
