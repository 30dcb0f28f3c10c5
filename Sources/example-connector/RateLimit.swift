import Foundation

/// Remembers until when Procore wants no further request.
actor RateLimit {
  private(set) var until: Date?
  private let conduct: Conduct

  init(_ conduct: Conduct) {
    self.conduct = conduct
  }

  /// - Parameter waiting: whether an end that is at most three seconds away is waited for.
  func check(waiting: Bool = false) async throws {
    guard let until, Date() < until else { return }
    let rest = until.timeIntervalSinceNow
    guard waiting, rest <= 3 else { throw Problem.rateLimited(until: until) }
    await pause(milliseconds: Int64(rest * 1000) + 10)
  }

  func forget() {
    until = nil
  }

  /// Notes the time that a 429 names. Its distance from the answer's own `Date` counts, so that a wrong clock here does
  /// no harm; never less than a second nor more than an hour, and a minute where nothing is named.
  func reached(_ answer: Answer) {
    let now = Date()
    let sent = answer.headers["date"].flatMap(Self.parse) ?? now
    var seconds = 60.0
    if let reset = answer.headers["x-rate-limit-reset"].flatMap(Double.init) {
      if conduct.defect == .takesResetForASpan {
        until = now.addingTimeInterval(reset)
        return
      }
      seconds = reset - sent.timeIntervalSince1970
    } else if let retryAfter = answer.retryAfter {
      seconds = Double(retryAfter)
    }
    until = now.addingTimeInterval(min(3600, max(1, seconds)))
  }

  private static func parse(_ header: String) -> Date? {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    return formatter.date(from: header)
  }
}
