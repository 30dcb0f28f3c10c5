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
  func client(for url: URL) -> HTTPClient { isProxied(url) ? proxied : direct }

  /// Whether an address is reached by the proxy.
  func isProxied(_ url: URL) -> Bool { !Loopback.includes(url.host() ?? "") }
}
