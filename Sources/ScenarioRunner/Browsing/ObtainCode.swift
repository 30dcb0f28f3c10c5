import AsyncHTTPClient
import Foundation
import MockCore

/// Leads a user through the login without a connector, for whoever needs a code and nothing else.
package struct ObtainCode: Sendable {
  private let loginURL: URL
  private let client: HTTPClient

  /// A login that stands without its pages for a code.
  package struct NoCode: Error, CustomStringConvertible {
    /// Where the way ended.
    package var description: String
  }

  /// Says where the authorization server is, and what is used to reach it.
  package init(loginURL: URL, client: HTTPClient) {
    self.loginURL = loginURL
    self.client = client
  }

  /// The code that the app is given when the user allows it.
  ///
  /// - Throws: ``NoCode`` where the way ends elsewhere, and what the client throws when nobody answers.
  package func of(_ user: User, app: Client, redirectURI: String) async throws -> String {
    let parameters = [
      Parameter("client_id", app.id), Parameter("response_type", "code"), Parameter("redirect_uri", redirectURI),
      Parameter("state", "a-state-of-its-own"),
    ]
    let start = loginURL.appending(path: "oauth/authorize").absoluteString + "?" + FormEncoding.encode(parameters)
    guard let start = URL(string: start) else { throw NoCode(description: "\(loginURL) is no address") }
    let browser = Browser(clients: BrowserClients(direct: client, proxied: client))
    let way = LogInAsUser(browser: browser, loginURL: loginURL, user: user, decision: .allow)
    let page = try await way.begin(at: start) { !way.isProcore($0) }
    let query = page.stoppedBefore.flatMap { URLComponents(url: $0, resolvingAgainstBaseURL: true)?.queryItems }
    guard let code = query?.first(where: { $0.name == "code" })?.value else {
      throw NoCode(description: "the login ended on \(page.url.path()) with status \(page.status), without a code")
    }
    return code
  }
}
