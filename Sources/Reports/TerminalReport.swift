import ScenarioCore

/// A run for people at a terminal: one line for each scenario, and below it what calls for somebody.
public struct TerminalReport: Sendable {
  private let paint: Paint
  private let width: Int

  /// Chooses how it looks.
  ///
  /// - Parameters:
  ///   - colour: whether escape sequences may be used.
  ///   - width: columns of the terminal; at least 40 are used.
  public init(colour: Bool = false, width: Int = 100) {
    self.paint = Paint(isOn: colour)
    self.width = max(40, width)
  }

  /// The whole report; it ends in a line feed.
  public func text(of run: RunResult) -> String {
    run.scenarios.map { text(of: $0) }.joined() + "\n" + summary(of: run)
  }

  /// One scenario, as soon as it has ended; it ends in a line feed.
  public func text(of scenario: ScenarioResult) -> String {
    var lines = [headline(of: scenario)]
    if scenario.verdict != .notApplicable {
      if scenario.verdict != .pass {
        lines += PrintableText.wrap(scenario.title, indent: "  ", width: width).map(paint.dim)
        let reason = scenario.reason.flatMap { reason in
          scenario.problems.contains { $0.message.contains(reason) } ? nil : reason
        }
        lines += PrintableText.wrap(reason ?? "", indent: "  ", width: width)
      }
      var shown: Set<Surrounding> = []
      for problem in scenario.problems where !problem.isConsequence {
        lines += text(of: problem) + around(problem, &shown)
      }
      lines += consequences(of: scenario)
      if scenario.verdict == .fail && shown.isEmpty { lines += tail(of: scenario) }
      if let command = scenario.repeatedBy, scenario.verdict != .pass {
        lines.append("  To repeat exactly this: \(PrintableText.line(command))")
      }
    }
    return OutputLines.text(lines)
  }

  /// Scenarios that were left out because the connector never reached the mock in those before them; one line.
  public func text(ofNotRun count: Int) -> String {
    let text =
      "\(count == 1 ? "1 other scenario was" : "\(count) other scenarios were") not run, since the connector never "
      + "reached the mock: mend that first."
    let lines = PrintableText.wrap(text, indent: "  ", width: width)
    return ["\(paint.yellow("?")) " + (lines.first?.drop { $0 == " " } ?? "")].joined()
      + lines.dropFirst().map { "\n" + $0 }.joined()
  }

  /// What it came to: the counts, the seven signals, and how to repeat it; it ends in a line feed.
  public func summary(of run: RunResult) -> String {
    let total = run.scenarios.count == 1 ? "1 scenario" : "\(run.scenarios.count) scenarios"
    let warned = run.scenarios.count(where: \.warns)
    let counts = [
      count(run, .pass, "passed", paint.green), count(run, .fail, "failed", paint.red),
      count(run, .inconclusive, "inconclusive", paint.yellow), count(run, .notApplicable, "not applicable", paint.dim),
      warned > 0 ? paint.yellow("\(warned) with warnings") : nil,
    ]
    let signals = Health.Signal.allCases.map { "\($0.words) \(run.health[$0])" }
    let reason = run.clockReason.map { " (\(PrintableText.line($0)))" } ?? ""
    let clock = run.clock == .real ? "real" + reason : "follows the mock's"
    let lines = [
      "\(paint.bold(total)): \(counts.compactMap(\.self).joined(separator: ", "))", verdictLine(of: run),
      paint.dim("Integration Health: \(signals.joined(separator: " · "))"),
      paint.dim("connector clock: \(clock) · seed \(run.seed) · Dryfit \(PrintableText.line(run.dryfit))"),
    ]
    return OutputLines.text(lines + processes(of: run))
  }

  /// How many processes it took, where one may serve several scenarios.
  private func processes(of run: RunResult) -> [String] {
    let all = run.scenarios.compactMap(\.process)
    guard !all.isEmpty else { return [] }
    let warm = all.count { $0 == .warm }
    return [paint.dim("connector process: warm in \(warm) of \(all.count) scenarios (\"reuse\"), else fresh")]
  }

  private func headline(of scenario: ScenarioResult) -> String {
    let name = PrintableText.line(scenario.name)
    let time = "(\(Figures.short(scenario.seconds)))"
    switch scenario.verdict {
    case .pass: return "\(paint.green("✓")) \(name) \(paint.dim(time))"
    case .fail: return "\(paint.red("✗")) \(paint.bold(name)) \(paint.dim(time))"
    case .inconclusive, .notExercised: return "\(paint.yellow("?")) \(paint.bold(name)) \(paint.dim(time))"
    case .notApplicable:
      let reason = scenario.reason.map { ": \(PrintableText.line($0))" } ?? ""
      return paint.dim("– \(name) (not applicable\(reason))")
    }
  }

  private func text(of finding: Finding) -> [String] {
    let claim = PrintableText.line(finding.claim)
    let head =
      switch (finding.severity, finding.verdict) {
      case (.warn, _): "\(paint.yellow("!")) \(claim) \(paint.dim("(warning)"))"
      case (_, .inconclusive): "\(paint.yellow("?")) \(claim)"
      default: "\(paint.red("✗")) \(claim)"
      }
    let advice = finding.advice.map { "→ " + $0 } ?? ""
    return ["  " + head] + PrintableText.wrap(finding.message, indent: "    ", width: width)
      + PrintableText.wrap(advice, indent: "    ", width: width)
      + PrintableText.wrap(finding.grounds, indent: "    ", width: width).map(paint.dim)
  }

  /// What is open only because of the findings above it, in one line.
  private func consequences(of scenario: ScenarioResult) -> [String] {
    let claims = scenario.problems.filter(\.isConsequence).map { PrintableText.line($0.claim) }
    guard !claims.isEmpty else { return [] }
    let text = "Nothing is known of \(claims.joined(separator: ", ")) because of that."
    let lines = PrintableText.wrap(text, indent: "    ", width: width)
    return ["  \(paint.yellow("?")) " + (lines.first?.drop { $0 == " " } ?? "")] + lines.dropFirst()
  }

  /// What happened around a finding, where it is not all shown already.
  private func around(_ finding: Finding, _ shown: inout Set<Surrounding>) -> [String] {
    guard finding.surroundings.contains(where: { !shown.contains($0) }) else { return [] }
    shown.formUnion(finding.surroundings)
    let lines = finding.surroundings.flatMap(text(of:))
    return [paint.dim("    Around it, by the mock's clock since the beginning:")] + lines
  }

  /// One thing that happened, behind its time; what is longer than a line goes on below.
  private func text(of surrounding: Surrounding) -> [String] {
    let mark =
      switch surrounding.kind {
      case .output: "output| "
      case .error: "error | "
      case .step, .exchange: Figures.clock(surrounding.at ?? 0) + "  "
      }
    let start =
      (surrounding.isMeant ? "    > " : "      ") + String(repeating: " ", count: max(0, 14 - mark.count)) + mark
    let text = PrintableText.line(String(surrounding.text.prefix(500)))
    let lines = PrintableText.wrap(text, indent: String(repeating: " ", count: 20), width: width)
    let whole = [start + (lines.first?.drop { $0 == " " } ?? "")] + lines.dropFirst()
    return surrounding.isMeant ? whole : whole.map(paint.dim)
  }

  private func tail(of scenario: ScenarioResult) -> [String] {
    guard !scenario.outputTail.isEmpty else { return [] }
    let lines = scenario.outputTail.map { line in
      let text = PrintableText.line(String(line.text.prefix(500)))
      return paint.dim("    \(line.stream == .error ? "error " : "output")| \(text)")
    }
    return ["  The connector's last lines:"] + lines
  }

  private func count(
    _ run: RunResult, _ verdict: Verdict, _ words: String, _ colour: (String) -> String
  ) -> String? {
    let count = run.count(verdict)
    return count > 0 ? colour("\(count) \(words)") : nil
  }

  private func verdictLine(of run: RunResult) -> String {
    switch run.verdict {
    case .pass: "verdict: " + paint.green("pass")
    case .fail where run.count(.fail) == 0: "verdict: " + paint.red("fail") + " (warnings count: the run is strict)"
    case .fail: "verdict: " + paint.red("fail")
    default: "verdict: " + paint.yellow("inconclusive") + " (nothing failed, and not everything was proved)"
    }
  }
}

extension Health.Signal {
  var words: String {
    self == .missingCompanyHeader ? "missing company header" : rawValue
  }
}
