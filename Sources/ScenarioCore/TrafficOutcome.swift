import MockCore

/// Tells an outcome from the traffic alone, for outcomes that connector.json does not declare.
///
/// How a step's exchanges show an outcome: the API call that was decided last was refused accordingly; `login-required`
/// also when a refresh was refused; `misconfigured` when the app's credentials or redirect URI were; `partial` when
/// some API calls failed and others were granted.
enum TrafficOutcome {
  /// Whether the exchanges of a step show an outcome; nil when they cannot decide.
  static func shows(_ outcome: Outcome, in exchanges: [Exchange]) -> Bool? {
    let calls = exchanges.filter { $0.endpoints.contains("api") }
    switch outcome {
    case .ok, .failed, .connected, .refused: return nil
    case .misconfigured: return showsMisconfiguration(exchanges)
    case .loginRequired: return showsLoginRequired(exchanges, calls)
    case .unavailable: return exchanges.last.map { $0.status >= 500 || $0.fault?.delivered == false }
    case .partial: return showsPart(calls)
    case .forbidden: return calls.last.map { $0.status == 403 }
    case .notInstalled: return calls.last.map { $0.grounds == .appNotInstalled }
    case .notFound: return calls.last.map { $0.status == 404 }
    case .rejected: return calls.last.map { [400, 422].contains($0.status) }
    case .rateLimited: return calls.last.map { $0.status == 429 }
    }
  }

  /// A 401 is no refusal of a part: the call is repeated with another token, or nothing works at all. And where all
  /// that is kept in projects was refused, the list of the projects is no part that was delivered.
  private static func showsPart(_ calls: [Exchange]) -> Bool? {
    let decided = calls.filter { $0.status != 401 }
    guard !decided.isEmpty else { return nil }
    let refused = decided.filter { $0.status >= 400 }
    let granted = decided.filter { $0.status < 400 }
    let isOfContent = refused.contains(where: \.isOfContent)
    return !refused.isEmpty && granted.contains { $0.isOfContent || !isOfContent }
  }

  private static func showsLoginRequired(_ exchanges: [Exchange], _ calls: [Exchange]) -> Bool? {
    let refreshes = exchanges.filter { $0.operation == "oauth.refresh" }
    guard let last = calls.last else { return refreshes.last.map(\.isRefused) }
    return last.status == 401 || (last.isRefused && refreshes.last?.isRefused == true)
  }

  private static func showsMisconfiguration(_ exchanges: [Exchange]) -> Bool? {
    let calls = exchanges.filter { $0.endpoints.contains { $0.hasPrefix("oauth.") } }
    let grounds: Set<Grounds> = [.clientSecretWrong, .clientUnknown, .redirectUriUnregistered, .redirectUriDiffers]
    return calls.isEmpty ? nil : calls.contains { grounds.contains($0.grounds) }
  }
}

extension Exchange {
  /// Whether the answer was a client error.
  fileprivate var isRefused: Bool { (400..<500).contains(status) }

  /// Whether it was about something in a project or of a tool, and not about who and what there is.
  fileprivate var isOfContent: Bool { needed.map { $0.tool != nil || $0.project != nil } ?? false }
}
