import JSONSource
import MockCore

extension FaultOrder {
  /// Notes a fault that no call can meet, whatever the connector does.
  func reportRuleThatNeverFires(_ fault: LocatedJSON, at index: Int, _ diagnostics: Diagnostics) {
    guard let match = fault["on"] else { return }
    reportMissingOccasion(fault, match, at: index, diagnostics)
    reportImpossibleMethod(match, diagnostics)
    reportImpossibleHost(match, diagnostics)
  }

  private func reportMissingOccasion(
    _ fault: LocatedJSON, _ match: LocatedJSON, at index: Int, _ diagnostics: Diagnostics
  ) {
    let later = steps[(index + 1)...]
    let running = steps[..<index].filter { isStillRunning($0, at: index) }
    guard later.contains(where: \.mayBringCalls) else {
      diagnostics.error(
        "the fault can never fire: no step after it makes a call", at: fault,
        hint: "arm it before the \"do\" or \"login\" that it is for")
      return
    }
    guard let json = match["action"], let action = json.value.stringValue else { return }
    // An action that no step at all performs is told by the reader of the match.
    guard steps.contains(where: { $0.action == action }) else { return }
    guard !(later + running).contains(where: { $0.action == action }) else { return }
    diagnostics.error(
      "the fault can never fire: no step after it does \"\(action)\"", at: json,
      hint: "arm it before the \"do\" that it is for")
  }

  private func reportImpossibleMethod(_ match: LocatedJSON, _ diagnostics: Diagnostics) {
    guard let endpoint = match["endpoint"]?.value.stringValue, let json = match["method"],
      let asked = json.value.stringValue
    else { return }
    let possible = methods(of: endpoint)
    guard !possible.isEmpty, !possible.contains(asked) else { return }
    diagnostics.error(
      "the fault can never fire: \(endpoint) is never asked with \(asked)", at: json,
      hint: "it is asked with \(possible.joined(separator: " or "))")
  }

  /// A `HEAD` is decided like the `GET` that it stands for.
  private func methods(of endpoint: String) -> [String] {
    switch vocabulary.methods[endpoint] ?? Self.methodsOfOAuth[endpoint] {
    case "GET": ["GET", "HEAD"]
    case let method?: [method]
    case nil: []
    }
  }

  private static let methodsOfOAuth = [
    "oauth.token": "POST", "oauth.code": "POST", "oauth.refresh": "POST", "oauth.clientCredentials": "POST",
    "oauth.revoke": "POST", "oauth.tokenInfo": "GET",
  ]

  /// A fault on an action is for its calls of the API.
  private func reportImpossibleHost(_ match: LocatedJSON, _ diagnostics: Diagnostics) {
    guard match["action"] != nil else { return }
    let hint = "leave out \"action\"; a fault counts from its own step on"
    if let endpoint = match["endpoint"], let name = endpoint.value.stringValue, name.hasPrefix("oauth.") {
      diagnostics.error(
        "the fault can never fire: \"action\" means API calls, and \(name) is none", at: endpoint, hint: hint)
    } else if let host = match["host"], let name = host.value.stringValue, name != Host.api.rawValue {
      diagnostics.error(
        "the fault can never fire: \"action\" means API calls, which never go to the host \"\(name)\"", at: host,
        hint: hint)
    }
  }
}
