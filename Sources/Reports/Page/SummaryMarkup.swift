import ScenarioCore

/// What a run came to, at the top of its page.
struct SummaryMarkup {
  let run: RunResult
  let number: Int64?

  private static let order: [Verdict] = [.pass, .fail, .inconclusive, .notApplicable]

  /// The head of the page.
  var markup: HTML {
    let mark = VerdictMark(run.verdict)
    let source = number.map { "run \($0)" } ?? "a run"
    return """
      <header><p class="kicker">Dryfit · \(source)</p>
      <h1>\(run.connector, upTo: 200) \(mark.pill)</h1>
      <p class="lead">\(sentence)</p>
      \(proportions)
      <dl class="facts">\(facts)</dl></header>

      """
  }

  /// The seven signals.
  var health: HTML {
    let tiles = Health.Signal.allCases.map { signal -> HTML in
      let count = run.health[signal]
      return "<div><dt>\(signal.title)</dt><dd class=\"\(count == 0 ? "zero" : "some")\">\(count)</dd></div>"
    }
    return """
      <section id="health" aria-labelledby="h-health"><h2 id="h-health">Integration Health</h2>
      <p class="quiet">The seven signals by which Procore grades an app, counted over every call to the API in this \
      run. Scenarios that expire tokens and take rights away provoke some of them.</p>
      <dl class="tiles">\(tiles)</dl></section>

      """
  }

  private var sentence: HTML {
    let total = run.scenarios.count == 1 ? "1 scenario" : "\(run.scenarios.count) scenarios"
    let parts = Self.order.compactMap { verdict -> HTML? in
      let count = run.count(verdict)
      let mark = VerdictMark(verdict)
      return count == 0 ? nil : "<b class=\"\(mark.tone)\">\(count) \(mark.word)</b>"
    }
    let warned = run.scenarios.count(where: \.warns)
    let warnings: [HTML] = warned > 0 ? ["<b class=\"w\">\(warned) with warnings</b>"] : []
    return "\(total): \((parts + warnings).joined(separator: ", ")).\(remark)"
  }

  private var remark: HTML? {
    switch run.verdict {
    case .fail where run.count(.fail) == 0: " Warnings count, since the run is strict."
    case .inconclusive: " Nothing failed, and not everything was proved."
    default: nil
    }
  }

  /// The verdicts as parts of a bar.
  private var proportions: HTML? {
    guard !run.scenarios.isEmpty else { return nil }
    var start = 0.0
    let parts = Self.order.compactMap { verdict -> HTML? in
      let share = Double(run.count(verdict)) * 100 / Double(run.scenarios.count)
      defer { start += share }
      guard share > 0 else { return nil }
      return """
        <rect x="\(Figures.exact(start))%" width="\(Figures.exact(share))%" height="100%" \
        class="\(VerdictMark(verdict).tone)"/>
        """
    }
    return "<svg class=\"bar\" aria-hidden=\"true\">\(parts)</svg>"
  }

  private var facts: [HTML] {
    let reason = run.clockReason.map { ": \($0)" } ?? ""
    let clock = run.clock == .follow ? "follows the mock’s" : "real\(reason)"
    let facts: [(String, HTML?)] = [
      ("Connector", "<code>\(run.connector, upTo: 200)</code>"), ("Its digest", "<code>\(run.digest.text)</code>"),
      ("Version", run.version.map { "\($0, upTo: 60)" }), ("Began", "\(run.began.rfc3339)"), ("Seed", "\(run.seed)"),
      ("Connector’s clock", "\(clock, upTo: 300)"), ("Dryfit", "\(run.dryfit, upTo: 60)"),
    ]
    return facts.compactMap { name, value in value.map { "<div><dt>\(name)</dt><dd>\($0)</dd></div>" } }
  }
}

extension Health.Signal {
  /// The signal on a tile.
  fileprivate var title: String {
    switch self {
    case .unauthorized: "401 Unauthorized"
    case .forbidden: "403 Forbidden"
    case .notFound: "404 Not Found"
    case .tooManyRequests: "429 Too Many Requests"
    case .missingCompanyHeader: "missing company header"
    case .deprecated: "deprecated endpoints"
    case .private: "private endpoints"
    }
  }
}
