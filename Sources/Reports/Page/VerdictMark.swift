import ScenarioCore

/// How a verdict is shown: by a sign, a word and a colour, so that none of them is needed alone.
struct VerdictMark: Hashable, Sendable {
  /// The sign.
  let sign: String
  /// The word.
  let word: String
  /// The class of the style sheet.
  let tone: String

  /// The mark of a verdict.
  init(_ verdict: Verdict) {
    switch verdict {
    case .pass: self.init(sign: "✓", word: "passed", tone: "p")
    case .fail: self.init(sign: "✗", word: "failed", tone: "f")
    case .inconclusive: self.init(sign: "?", word: "inconclusive", tone: "i")
    case .notApplicable: self.init(sign: "–", word: "not applicable", tone: "n")
    case .notExercised: self.init(sign: "–", word: "not exercised", tone: "n")
    }
  }

  /// The mark of what a finding came to.
  init(_ finding: Finding) {
    if finding.severity == .warn, finding.verdict == .fail {
      self = .warning
    } else {
      self.init(finding.verdict)
    }
  }

  /// The mark of what does not fail a run.
  static let warning = VerdictMark(sign: "!", word: "warning", tone: "w")

  private init(sign: String, word: String, tone: String) {
    self.sign = sign
    self.word = word
    self.tone = tone
  }

  /// Sign and word in a pill.
  var pill: HTML { "<span class=\"pill \(tone)\"><span aria-hidden=\"true\">\(sign)</span> \(word)</span>" }

  /// The sign, with the word for whoever listens.
  var glyph: HTML {
    "<span class=\"glyph \(tone)\"><span aria-hidden=\"true\">\(sign)</span><span class=\"vh\">\(word)</span></span>"
  }
}
