import Foundation
import MockCore
import ScenarioCore

/// The way of a user from the connector through Procore's pages and back.
struct LogInAsUser: Sendable {
  let browser: Browser
  /// The base URL of the mock's authorization server.
  let loginURL: URL
  let user: User
  let decision: LoginStep.Decision
  /// Whether the names of the real Procore are answered by the run.
  var answersForProcore = false
  /// Whether the way back may go without an answer: a program that takes the code off its redirect need not give one.
  var needsNoAnswer = false

  /// More pages than this nobody has to go through.
  static let pageLimit = 12

  /// Opens the connector's page and goes on until the browser is back, or until the user stops.
  ///
  /// - Parameter stop: which redirect is not followed.
  func begin(
    at url: URL, stop: @escaping @Sendable (URL) -> Bool = { _ in false }
  ) async throws -> Browser.Page {
    try await go(on: browser.open(url, stop: stop), stop: stop)
  }

  /// Goes on from a page until the browser is back at the connector, or until the user stops.
  ///
  /// - Returns: the page, with the redirects of the connector's own on the way there.
  func go(on first: Browser.Page, stop: @escaping @Sendable (URL) -> Bool = { _ in false }) async throws -> Browser.Page
  {
    var page = first
    var redirects = first.redirects
    var typed = Typed()
    for _ in 0..<Self.pageLimit {
      guard isProcore(page.url), page.stoppedBefore == nil,
        let next = try await leave(page, &typed, stop)
      else { break }
      page = next
      redirects += page.redirects
    }
    page.redirects = redirects.filter { !isProcore($0.url) }
    return page
  }

  /// How often the user typed what the login page asks for.
  private struct Typed {
    var addresses = 0
    var passwords = 0
  }

  /// Does what a page of Procore's asks for; nil where the user stays on it.
  private func leave(
    _ page: Browser.Page, _ typed: inout Typed, _ stop: @escaping @Sendable (URL) -> Bool
  ) async throws -> Browser.Page? {
    let forms = HTMLForm.all(in: page.body)
    if let form = forms.first(where: { $0.has("session[password]") }) {
      if decision == .close || typed.passwords > (decision == .wrongPassword ? 1 : 0) { return nil }
      typed.passwords += 1
      return try await send(form.filled(credentials(typed.passwords - 1)), of: form, on: page, stop)
    }
    if let form = forms.first(where: { $0.has("session[email]") }) {
      // The login in two steps: the address first, and the password on the page after it.
      if decision == .close || typed.addresses > 0 { return nil }
      typed.addresses += 1
      return try await send(form.filled(["session[email]": user.login]), of: form, on: page, stop)
    }
    guard let (form, button) = decisionButton(forms) else { return nil }
    return try await send(form.filled([:], pressing: button), of: form, on: page, stop)
  }

  /// Whether an address belongs to the authorization server.
  func isProcore(_ url: URL) -> Bool {
    url.host() == loginURL.host() && url.port == loginURL.port
      || answersForProcore && ProcoreHost.named(url.host() ?? "") != nil
  }

  private func credentials(_ attempt: Int) -> [String: String] {
    let isWrong = decision == .wrongPassword && attempt == 0
    return ["session[email]": user.login, "session[password]": isWrong ? "not-" + user.password : user.password]
  }

  private func decisionButton(_ forms: [HTMLForm]) -> (HTMLForm, HTMLForm.Button)? {
    let wanted = decision == .deny ? "Deny" : "Allow"
    for form in forms {
      if let button = form.buttons.first(where: { $0.label == wanted }) { return (form, button) }
    }
    return nil
  }

  private func send(
    _ parameters: [Parameter], of form: HTMLForm, on page: Browser.Page, _ stop: @escaping @Sendable (URL) -> Bool
  ) async throws -> Browser.Page {
    let action = form.action.isEmpty ? page.url : URL(string: form.action, relativeTo: page.url)?.absoluteURL
    return try await browser.open(action ?? page.url, method: form.method, content: .form(parameters), stop: stop)
  }
}
