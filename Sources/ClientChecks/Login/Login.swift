import MockCore
import ScenarioCore

/// One login as the history shows it: the request for it, and whether the browser was sent back.
struct Login {
  /// The value by which the code is shown on a page of Procore's, so that no browser comes back (facts of Procore's
  /// installed apps).
  static let outOfBand = "urn:ietf:wg:oauth:2.0:oob"

  /// The connector's request for it.
  var request: Exchange
  /// Whether the browser was sent back to the connector, by a code or by an error.
  var returned: Bool

  /// The `state` that was sent.
  var state: String? { request.parameter("state") }
  /// Whether PKCE protects the way back too.
  var usesPKCE: Bool { request.parameter("code_challenge") != nil }
}

extension History {
  /// The logins that come back through the browser, one for each step that began one.
  var logins: [Login] {
    steps.compactMap { step in
      let inside = exchanges(of: step)
      let request = inside.first { $0.isAuthorizeRequest && $0.parameter("redirect_uri") != Login.outOfBand }
      guard let request else { return nil }
      return Login(
        request: request, returned: inside.contains { $0.grounds == .codeIssued || $0.grounds == .consentDenied })
    }
  }
}
