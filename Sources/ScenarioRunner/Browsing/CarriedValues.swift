import Foundation
import MockCore
import ScenarioCore

/// Fetches what an action needs from the connector's pages and cookies.
struct CarriedValues: Sendable {
  let browser: Browser
  let carries: [ConnectorFile.Carry]
  /// Whether an address sends the user to log in.
  let isLogin: @Sendable (URL) -> Bool

  /// What was fetched.
  enum Fetched: Sendable {
    case values([String: String])
    /// A page sent the user to log in instead.
    case sentToLogin(ConnectorAnswer)
  }

  /// Fetches the values of these names.
  ///
  /// - Throws: ``Missing`` when one cannot be had.
  func fetch(_ names: [String], _ values: RunValues) async throws -> Fetched {
    var found: [String: String] = [:]
    for carry in carries where names.contains(carry.name) {
      switch carry.source {
      case .cookie(let cookie):
        guard let value = await browser.cookie(cookie, for: "localhost") else {
          throw Missing(name: carry.name, reason: "the browser has no cookie \"\(cookie)\" of the connector")
        }
        found[carry.name] = value
      case .page(let line, let pattern):
        let url = try values.address(line.path, in: "carry.\(carry.name) of connector.json")
        let page = try await browser.open(url, method: line.method, stop: isLogin)
        if page.stoppedBefore != nil {
          var answer = ConnectorAnswer(page)
          answer.sentToLogin = true
          return .sentToLogin(answer)
        }
        guard let value = CarriedValue.find(pattern, in: page.body) else {
          throw Missing(
            name: carry.name,
            reason: "nothing in the page \(page.url.path()) (status \(page.status)) matches \(pattern)")
        }
        found[carry.name] = value
      }
    }
    return .values(found)
  }

  /// A carried value that cannot be had.
  struct Missing: Error, CustomStringConvertible {
    var name: String
    var reason: String

    /// What is missing, and why.
    var description: String { "${carry.\(name)} cannot be had: \(reason)" }
  }
}
