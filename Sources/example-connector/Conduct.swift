/// How the connector behaves: as it should, wrong in one known way, or right in another way.
struct Conduct: Sendable {
  var defect: Defect?
  var variation: Variation?
}

extension Conduct {
  /// Whether a 401 is no reason to refresh.
  var goesByTheClockAlone: Bool {
    [.onlyByTheClock, .hardCodedLife, .trustsCreatedAt].contains(defect)
  }

  /// The pauses before the repeats of a request, in milliseconds.
  func pauses(or standard: [Int64]) -> [Int64] {
    switch variation {
    case .neverRepeats: []
    case .repeatsThrice: [100, 200, 400]
    default: standard
    }
  }
}
