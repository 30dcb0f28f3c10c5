/// What one claim comes to.
struct Ruling {
  var verdict: Verdict
  var message: String
  var advice: String?
  var exchanges: [Int]
  var step: String?

  init(_ verdict: Verdict, _ message: String, advice: String? = nil, exchanges: [Int] = [], step: String? = nil) {
    self.verdict = verdict
    self.message = message
    self.advice = advice
    self.exchanges = exchanges
    self.step = step
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
