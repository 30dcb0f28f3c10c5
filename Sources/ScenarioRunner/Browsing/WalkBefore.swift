import Foundation
import MockCore
import ScenarioCore

/// What a user does in the browser before the login, for connectors with accounts of their own.
struct WalkBefore: Sendable {
  let browser: Browser
  let steps: [ConnectorFile.BrowserStep]
  let values: RunValues
  /// Whether this browser did it all once before: where a form is not there any more, it is signed in already.
  let wasDone: Bool

  /// Performs the steps in order.
  ///
  /// - Throws: ``Missing`` where a page has nothing to fill in or to press.
  func perform() async throws {
    var page: Browser.Page?
    for (index, step) in steps.enumerated() {
      let place = "step \(index + 1) of \"before\" of the login of connector.json"
      if let path = step.open { page = try await browser.open(try values.address(path, in: place)) }
      guard let text = try step.press.map({ try values.text($0, in: place) }), let current = page else { continue }
      var fill: [String: String] = [:]
      for field in step.fill { fill[field.name] = try values.text(field.value, in: place) }
      switch PressOnPage.decide(current.body, fill: fill, press: text) {
      case .send(let form, let parameters):
        let action = try url(form.action.isEmpty ? current.url.absoluteString : form.action, current.url, place)
        page = try await browser.send(form, parameters, to: action)
      case .follow(let address): page = try await browser.open(try url(address, current.url, place))
      case .missing(let reason):
        if wasDone { return }
        throw Missing(place: place, path: current.url.path(), status: current.status, reason: reason)
      }
    }
  }

  private func url(_ address: String, _ base: URL, _ place: String) throws -> URL {
    guard let url = URL(string: address, relativeTo: base)?.absoluteURL else {
      throw RunError.unknownValue(address, in: place)
    }
    return url
  }

  /// A page without what was to be filled in or pressed.
  struct Missing: Error, CustomStringConvertible {
    var place: String
    var path: String
    var status: Int
    var reason: String

    /// Where, and what is missing.
    var description: String { "\(place): on the page \(path) (status \(status)), \(reason)" }
  }
}

extension Browser {
  /// Sends a form: in the address for GET, in the body for POST.
  func send(_ form: HTMLForm, _ parameters: [Parameter], to action: URL) async throws -> Page {
    guard form.method == "GET" else { return try await open(action, method: form.method, content: .form(parameters)) }
    var components = URLComponents(url: action, resolvingAgainstBaseURL: true)
    components?.percentEncodedQuery = FormEncoding.encode(parameters)
    return try await open(components?.url ?? action)
  }
}
