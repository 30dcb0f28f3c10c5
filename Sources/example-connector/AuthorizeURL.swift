import Crypto
import Foundation

/// The address of Procore's login page.
struct AuthorizeURL: Sendable {
  let settings: Settings
  let conduct: Conduct

  func address(for login: PendingLogin) -> String {
    var query = [
      ("response_type", conduct.defect == .asksForTokenDirectly ? "token" : "code"), ("client_id", settings.clientID),
      ("redirect_uri", redirectURI),
    ]
    if conduct.defect != .noState { query.append(("state", login.state)) }
    if conduct.usesPKCE {
      query += [("code_challenge", challenge(of: login.verifier)), ("code_challenge_method", "S256")]
    }
    if conduct.defect == .secretInAuthorizeURL { query.append(("client_secret", settings.clientSecret)) }
    let host = conduct.defect == .hardCodedHosts ? "https://login.procore.com" : settings.loginURL
    return host + "/oauth/authorize?" + formEncoded(query)
  }

  private var redirectURI: String {
    conduct.defect == .redirectURIWithSlash ? settings.redirectURI + "/" : settings.redirectURI
  }

  /// The hash in base64url without padding (RFC 7636 section 4.2).
  private func challenge(of verifier: String) -> String {
    Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}

extension Conduct {
  /// Whether logins carry a PKCE challenge.
  var usesPKCE: Bool { variation == .pkce || defect == .pkceWithoutVerifier }
}
