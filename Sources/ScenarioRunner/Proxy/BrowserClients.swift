import AsyncHTTPClient
import Foundation
import ScenarioCore

/// The ways of the scripted browser: straight to this machine, and through the run's proxy to everywhere else.
struct BrowserClients: Sendable {
  /// For this machine.
  let direct: HTTPClient
  /// For all other hosts, which the proxy answers for or refuses.
  let proxied: HTTPClient

  /// The way to an address.
  func client(for url: URL) -> HTTPClient { Loopback.includes(url.host() ?? "") ? direct : proxied }
}

/// An address that the browser was sent to and that does not belong to the run.
struct OutsideTheRun: Error, CustomStringConvertible {
  private let host: String

  /// Reads the failure of a request; nil for one that the proxy did not refuse.
  init?(_ url: URL, _ error: any Error) {
    guard error as? HTTPClientError == .invalidProxyResponse else { return nil }
    host = url.host() ?? ""
  }

  /// What was refused.
  var description: String { "the connector sent the browser to \(host), which does not belong to the run" }
}
