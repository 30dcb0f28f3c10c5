import Foundation
import MockCore
import ScenarioCore

/// The way back from Procore to the connector, as it is or tampered with.
extension Performance {
  /// The pages at which a login ended.
  struct Arrival {
    /// The page at which the browser arrived, and that of a reload; none where the way back was not answered.
    var pages: [Browser.Page]
  }

  /// Goes the way of a login to its end.
  ///
  /// - Returns: nil where the way back could not be tampered with; the record says why.
  func arrive(
    _ way: LogInAsUser, at url: URL, _ step: LoginStep, _ record: inout StepRecord
  ) async throws -> Arrival? {
    let stopped = try await way.begin(at: url) { Self.isCallback($0, way) }
    guard let callback = stopped.stoppedBefore else {
      guard let tamper = step.tamper else { return Arrival(pages: [stopped]) }
      record.inconclusive = "Procore sent nobody back, so that \(tamper) could not be tried"
      record.answers = [ConnectorAnswer(stopped)]
      return nil
    }
    guard let tamper = step.tamper else {
      let page = try await follow(callback, way, after: stopped)
      statesOfSessions[step.session] = Self.state(of: callback)
      return Arrival(pages: page)
    }
    guard let changed = try await self.callback(callback, after: tamper, step, way, at: url, &record) else {
      return nil
    }
    if tamper.code == .late { try await advance(by: Tamper.delay) }
    let first = try await follow(changed, way, after: stopped)
    guard tamper.code == .twice else { return Arrival(pages: first) }
    return Arrival(pages: first + (try await follow(changed, way)))
  }

  /// The address of the way back as it was changed; nil where it could not be.
  private func callback(
    _ callback: URL, after tamper: Tamper, _ step: LoginStep, _ way: LogInAsUser, at url: URL,
    _ record: inout StepRecord
  ) async throws -> URL? {
    var states = Tamper.KnownStates(earlier: statesOfSessions[step.session])
    if tamper.state == .otherSession { states.other = try await stateOfAnotherBrowser(step, way, at: url) }
    switch tamper.change(Self.parameters(of: callback), knowing: states) {
    case .notApplicable(let reason): record.notApplicable = reason
    case .inconclusive(let reason): record.inconclusive = reason
    case .changed(let parameters):
      var address = URLComponents(url: callback, resolvingAgainstBaseURL: true)
      address?.percentEncodedQuery = parameters.isEmpty ? nil : FormEncoding.encode(parameters)
      return address?.url ?? callback
    }
    return nil
  }

  /// The page at the end of the way back; none where nobody answered who need not.
  ///
  /// - Parameter stopped: the page from which it begins, whose redirects led there.
  private func follow(
    _ callback: URL, _ way: LogInAsUser, after stopped: Browser.Page? = nil
  ) async throws -> [Browser.Page] {
    do {
      var page = try await way.go(on: way.browser.open(callback))
      page.redirects = (stopped?.redirects ?? []) + page.redirects
      return [page]
    } catch  where way.needsNoAnswer && !(error is BrowserLeftRun) && !(error is CancellationError) {
      return []
    }
  }

  /// Begins a login as somebody else in a browser of their own, and goes no further than to Procore's door.
  private func stateOfAnotherBrowser(_ step: LoginStep, _ way: LogInAsUser, at url: URL) async throws -> String? {
    let browser = newBrowser
    var values = values
    values.sessionName = "\(step.session)-other"
    values.sessionDir = try folder.session(values.sessionName)
    let steps = plan.connector.login.before
    try await WalkBefore(browser: browser, steps: steps, values: values, wasDone: false).perform()
    let page = try await browser.open(url) { way.isProcore($0) }
    return page.stoppedBefore.flatMap(Self.state)
  }

  /// Whether an address is that to which Procore sends a browser back: elsewhere, with a code or an error.
  private static func isCallback(_ url: URL, _ way: LogInAsUser) -> Bool {
    !way.isProcore(url) && parameters(of: url).contains { ["code", "error"].contains($0.name) }
  }

  private static func state(of url: URL) -> String? { parameters(of: url).first { $0.name == "state" }?.value }

  private static func parameters(of url: URL) -> [Parameter] {
    FormEncoding.decode(URLComponents(url: url, resolvingAgainstBaseURL: true)?.percentEncodedQuery ?? "")
  }
}
