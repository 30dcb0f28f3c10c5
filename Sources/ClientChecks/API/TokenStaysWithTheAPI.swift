import MockCore
import ScenarioCore

extension Check {
  static let tokenAudience = Check(
    "api/token-audience",
    promise: "No token goes to another host than Procore's API.",
    what: """
      The Authorization header of requests to the file host, to which Procore sends downloads and uploads, and of \
      requests without TLS to hosts outside the run, which were refused. What https hides from the run is not seen.
      """,
    why: """
      The file storage belongs to somebody else. A token that arrives there is in foreign logs, and real storage \
      refuses such requests because the address is signed already.
      """,
    fix: """
      Follow redirects of file downloads without the Authorization header, and use a client without default headers \
      for addresses that came from an answer.
      """,
    advice: "Send no Authorization header to addresses of files, nor to any host but the API.",
    clauses: ["RFC 6750 section 5.3", "Procore file access guide"]
  ) { history in
    let calls = history.exchanges.filter { $0.host == .files }
    let attempts = history.attempts.filter { $0.path != nil }
    guard !calls.isEmpty || !attempts.isEmpty else {
      return .notExercised("The file storage was not called, nor any other host without TLS.")
    }
    let stored = Observation.grouped(calls.filter(\.carriesAuthorization)) { _ in
      "The Authorization header went to the file storage too."
    }
    return .from(stored + attempts.filter(\.carriesSecret).map(\.strayToken))
  }
}

extension Exchange {
  /// Whether the header carries a token or another secret of the connector.
  fileprivate var carriesAuthorization: Bool {
    guard let value = header("Authorization") else { return false }
    return value.lowercased().hasPrefix("bearer ") || !Secrets.names(in: value).isEmpty
  }
}

extension OutsideAttempt {
  /// A token on its way to a stranger.
  fileprivate var strayToken: Observation {
    let shown = (Redaction.names(in: authorization ?? "") + Redaction.names(in: path ?? "")).joined(separator: ", ")
    return Observation(
      "\(shown.isEmpty ? "A token" : shown) was sent to \(host), which is not Procore's API; the run refused it there.")
  }
}
