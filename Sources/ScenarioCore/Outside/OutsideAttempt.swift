import MockCore

/// A call of the connector to a host outside the run; it was refused, and nothing of it was sent on.
public struct OutsideAttempt: Hashable, Sendable, Codable {
  /// The host that was asked for, lower case.
  public var host: String
  /// The port that was asked for.
  public var port: Int
  /// The method; `CONNECT` for https, of which nothing more is seen.
  public var method: String
  /// The path with its query, redacted; nil for https.
  public var path: String?
  /// The Authorization header, redacted; nil where there was none or where https hid it.
  public var authorization: String?
  /// How many exchanges the mock had recorded when it was made first.
  public var exchangesBefore: Int
  /// How often it was made.
  public var count: Int

  /// Makes an attempt.
  public init(
    host: String, port: Int, method: String, path: String? = nil, authorization: String? = nil, exchangesBefore: Int,
    count: Int = 1
  ) {
    self.host = host
    self.port = port
    self.method = method
    self.path = path
    self.authorization = authorization
    self.exchangesBefore = exchangesBefore
    self.count = count
  }

  /// Whether it carries a token or another secret where a stranger would have read it.
  public var carriesSecret: Bool {
    authorization?.lowercased().hasPrefix("bearer ") ?? false || !Redaction.names(in: authorization ?? "").isEmpty
      || !Redaction.names(in: path ?? "").isEmpty
  }

  /// The attempt without secrets: those of the run read as their marks, whatever else was presented as `…`.
  func redacted(_ redactor: Redactor) -> OutsideAttempt {
    var attempt = self
    attempt.path = path.map { Self.shown(redactor.redact($0)) }
    attempt.authorization = authorization.map { Self.shown(credentials: redactor.redact($0)) }
    return attempt
  }

  /// A path whose query keeps its names; its values may be secrets of somebody else, so only marks are kept.
  private static func shown(_ path: String) -> String {
    let halves = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2 else { return path }
    let pairs = halves[1].split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { return String(pair) }
      return parts[0] + "=" + (marks(in: String(parts[1])) ?? "…")
    }
    return halves[0] + "?" + pairs.joined(separator: "&")
  }

  private static func shown(credentials: String) -> String {
    let scheme = credentials.prefix { $0 != " " }
    let shownScheme = scheme.count < credentials.count && Redaction.names(in: String(scheme)).isEmpty ? scheme : ""
    return (shownScheme + " " + (marks(in: credentials) ?? "…")).trimmingPrefix(" ").description
  }

  private static func marks(in text: String) -> String? {
    let names = Redaction.names(in: text)
    return names.isEmpty ? nil : names.map(Redaction.mark).joined()
  }
}

/// The attempts of a run, equal ones counted.
public struct OutsideAttempts: Hashable, Sendable {
  /// In the order in which they were first made.
  public private(set) var all: [OutsideAttempt] = []

  /// With more different attempts than this, further paths of a host are counted and not kept.
  public static let pathsKept = 200

  /// No attempts.
  public init() {}

  /// Adds what was asked for.
  public mutating func add(_ request: ProxyRequest, exchangesBefore: Int) {
    var attempt = OutsideAttempt(
      host: request.host, port: request.port, method: request.method, path: request.path,
      authorization: request.authorization, exchangesBefore: exchangesBefore)
    if all.count >= Self.pathsKept { attempt.path = attempt.path.map { _ in "…" } }
    if let index = all.firstIndex(where: { $0.isSame(as: attempt) }) {
      all[index].count += 1
    } else {
      all.append(attempt)
    }
  }
}

extension OutsideAttempt {
  fileprivate func isSame(as other: OutsideAttempt) -> Bool {
    host == other.host && port == other.port && method == other.method && path == other.path
      && authorization == other.authorization
  }
}
