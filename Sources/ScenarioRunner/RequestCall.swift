import AsyncHTTPClient
import Foundation
import JSONSource
import MockCore
import ScenarioCore

/// A request that triggers an action, with all its values filled in.
struct RequestCall: Sendable {
  private let url: URL
  private let method: String
  private let headers: [(name: String, value: String)]
  private let content: Browser.Content?
  private let within: Duration

  /// Fills in a request.
  ///
  /// - Throws: ``RunError/unknownValue(_:in:)`` for a value that this run lacks.
  init(_ request: ConnectorFile.Request, _ values: RunValues, place: String, within: Duration) throws {
    url = try values.address(request.line.path, in: place)
    self.within = within
    method = request.line.method
    headers = try request.headers.map { ($0.name, try values.text($0.value, in: place)) }
    content = try Self.content(request, values, place)
  }

  /// Sends the request with the browser's cookies; a redirect to the login is told and not followed.
  func perform(with browser: Browser, isLogin: @escaping @Sendable (URL) -> Bool) async throws -> ConnectorAnswer {
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

  private static func content(
    _ request: ConnectorFile.Request, _ values: RunValues, _ place: String
  ) throws -> Browser.Content? {
    if let body = request.body {
      do throws(Interpolation.UnknownName) {
        let value = try body.value(values.value)
        return Browser.Content(type: "application/json", bytes: Array(value.encoded().utf8))
      } catch {
        throw RunError.unknownValue(error.name, in: place)
      }
    }
    guard !request.form.isEmpty else { return nil }
    return .form(try request.form.map { Parameter($0.name, try values.text($0.value, in: place)) })
  }
}
