import MockCore
import ScenarioCore

extension Check {
  static let tokenAudience = Check(
    "api/token-audience",
    promise: "No token goes to the file storage.",
    what: "The Authorization header of requests to the file host, to which Procore sends downloads and uploads.",
    why: """
      The file storage belongs to somebody else. A token that arrives there is in foreign logs, and real storage \
      refuses such requests because the address is signed already.
      """,
    fix: """
      Follow redirects of file downloads without the Authorization header, and use a client without default headers \
      for addresses that came from an answer.
      """,
    advice: "Send no Authorization header to addresses of files.",
    clauses: ["RFC 6750 section 5.3", "Procore file access guide"]
  ) { history in
    let calls = history.exchanges.filter { $0.host == .files }
    guard !calls.isEmpty else { return .notExercised("The file storage was not called.") }
    return .from(
      Observation.grouped(calls.filter(\.carriesAuthorization)) { _ in
        "The Authorization header went to the file storage too."
      })
  }
}

extension Exchange {
  /// Whether the header carries a token or another secret of the connector.
  fileprivate var carriesAuthorization: Bool {
    guard let value = header("Authorization") else { return false }
    return value.lowercased().hasPrefix("bearer ") || !Secrets.names(in: value).isEmpty
  }
}
