import AsyncHTTPClient
import Foundation
import JSONSource
import MockCore
import ScenarioCore

/// A request that triggers an action, with all its values filled in.
struct ActionCall: Sendable {
  private let url: URL
  private let method: String
  private let headers: [(name: String, value: String)]
  private let content: Browser.Content?
  private let within: Duration
  private let loginURL: String
  private let answersForProcore: Bool
  private let loginPath: String
  private let port: Int

  /// Fills in an action.
  ///
  /// - Throws: ``RunError/unknownValue(_:in:)`` for a value that this run lacks.
  init(_ action: ConnectorFile.Action, _ values: RunValues, connector: ConnectorFile) throws {
    let place = "action \"\(action.name)\" of connector.json"
    let path = try values.text(action.path, in: place)
    guard let url = URL(string: values.connectorURL + path) else { throw RunError.unknownValue(path, in: place) }
    self.url = url
    method = action.method
    headers = try action.headers.map { ($0.name, try values.text($0.value, in: place)) }
    content = try Self.content(action, values, place)
    within = action.within
    loginURL = values.loginURL
    answersForProcore = values.answersForProcore
    port = values.port
    loginPath = String(try values.text(connector.login.open, in: "login.open").prefix { $0 != "?" })
  }

  /// Sends the request with the browser's cookies; a redirect to the login is told and not followed.
  func perform(with browser: Browser) async throws -> ConnectorAnswer {
    let page: Browser.Page
    do {
      page = try await Deadline.run(within: within) {
        try await browser.open(url, method: method, headers: headers, content: content, stop: isLogin)
      }
    } catch let error as HTTPClientError {
      throw ConnectorSilent(path: url.path(), reason: "\(error)")
    } catch is Deadline.Passed {
      throw ConnectorSilent(path: url.path(), reason: "no answer within \(DurationText.text(for: within))")
    }
    var answer = ConnectorAnswer(page)
    answer.sentToLogin = page.stoppedBefore != nil
    return answer
  }

  private func isLogin(_ url: URL) -> Bool {
    url.absoluteString.hasPrefix(loginURL) || url.port == port && url.path() == loginPath
      || answersForProcore && ProcoreHost.named(url.host() ?? "") != nil && url.path().hasPrefix("/oauth/")
  }

  private static func content(
    _ action: ConnectorFile.Action, _ values: RunValues, _ place: String
  ) throws -> Browser.Content? {
    if let body = action.body {
      do throws(Interpolation.UnknownName) {
        let value = try body.value(values.value)
        return Browser.Content(type: "application/json", bytes: Array(value.encoded().utf8))
      } catch {
        throw RunError.unknownValue(error.name, in: place)
      }
    }
    guard !action.form.isEmpty else { return nil }
    return .form(try action.form.map { Parameter($0.name, try values.text($0.value, in: place)) })
  }
}
