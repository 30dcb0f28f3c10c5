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

  /// Whether a request is this login's: the one that was seen, or the same asked once more.
  func isBegun(by request: Exchange) -> Bool {
    request.number == self.request.number || request.parameter("state") == state
  }
}

extension History {
  /// The logins that come back through the browser, one for each step that began one.
  var logins: [Login] {
    var found: [(login: Login, step: StepRecord)] = []
    for step in steps {
      let inside = exchanges(of: step)
      // What goes on in the background is seen during other steps too, and is still one login.
      let meanwhile = found.filter { $0.step.overlaps(step) }.map(\.login)
      let request = inside.first { request in
        request.isAuthorizeRequest && request.parameter("redirect_uri") != Login.outOfBand
          && !meanwhile.contains { $0.isBegun(by: request) }
      }
      guard let request else { continue }
      let returned = inside.contains { $0.grounds == .codeIssued || $0.grounds == .consentDenied }
      found.append((Login(request: request, returned: returned), step))
    }
    return found.map(\.login)
  }
}
