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
  func go(on first: Browser.Page, stop: @escaping @Sendable (URL) -> Bool = { _ in false }) async throws -> Browser.Page
  {
    var page = first
    var addressesTyped = 0
    var passwordsTyped = 0
    for _ in 0..<Self.pageLimit {
      guard isProcore(page.url), page.stoppedBefore == nil else { return page }
      let forms = HTMLForm.all(in: page.body)
      if let form = forms.first(where: { $0.has("session[password]") }) {
        if decision == .close || passwordsTyped > (decision == .wrongPassword ? 1 : 0) { return page }
        page = try await send(form.filled(credentials(passwordsTyped)), of: form, on: page, stop)
        passwordsTyped += 1
      } else if let form = forms.first(where: { $0.has("session[email]") }) {
        // The login in two steps: the address first, and the password on the page after it.
        if decision == .close || addressesTyped > 0 { return page }
        page = try await send(form.filled(["session[email]": user.login]), of: form, on: page, stop)
        addressesTyped += 1
      } else if let (form, button) = decisionButton(forms) {
        page = try await send(form.filled([:], pressing: button), of: form, on: page, stop)
      } else {
        return page
      }
    }
    return page
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
