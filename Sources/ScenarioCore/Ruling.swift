/// What one claim comes to.
struct Ruling {
  var verdict: Verdict
  var message: String
  var advice: String?
  var exchanges: [Int]
  var step: String?
  /// Whether it is open only because of a step that came to nothing.
  var isConsequence: Bool

  init(
    _ verdict: Verdict, _ message: String, advice: String? = nil, exchanges: [Int] = [], step: String? = nil,
    isConsequence: Bool = false
  ) {
    self.verdict = verdict
    self.message = message
    self.advice = advice
    self.exchanges = exchanges
    self.step = step
    self.isConsequence = isConsequence
  }

  /// The same, with a failure that only shows that nothing is proved.
  var orInconclusive: Ruling {
    var ruling = self
    if verdict == .fail {
      ruling.verdict = .inconclusive
      ruling.message += " Without it the scenario proves nothing."
    }
    return ruling
  }
}
