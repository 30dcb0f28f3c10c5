import Foundation
import MockCore
import ScenarioCore

/// An action that is to be triggered in a browser session.
struct ActionCall: Sendable {
  let action: ConnectorFile.Action
  let file: ConnectorFile
  let connector: Connector
  let browser: Browser
  let values: RunValues

  private var place: String { "action \"\(action.name)\" of connector.json" }

  /// Triggers it once: fetches what it carries, and sends its request or starts its command.
  ///
  /// - Throws: ``RunError/unknownValue(_:in:)`` for a value that this run lacks, ``ConnectorSilent`` without an answer.
  func perform() async throws -> ConnectorAnswer {
    var values = values
    let isLogin = try loginTest()
    if !action.carried.isEmpty {
      let carried = CarriedValues(browser: browser, carries: file.carries, isLogin: isLogin)
      switch try await carried.fetch(action.carried, values) {
      case .values(let found): values.carried = found
      case .sentToLogin(let answer): return answer
      }
    }
    switch action.trigger {
    case .request(let request):
      let call = try RequestCall(request, values, place: place, within: action.within)
      return try await call.perform(with: browser, isLogin: isLogin)
    case .run(let command): return try await run(command, values)
    }
  }

  private func run(_ command: ConnectorFile.Command, _ values: RunValues) async throws -> ConnectorAnswer {
    let running = try await connector.run(command, values, place: "actions.\(action.name).run")
    let end: ProcessEnd
    do {
      end = try await Deadline.run(within: action.within) { try await running.ended() }
    } catch is Deadline.Passed {
      throw ConnectorSilent(command: place, within: action.within)
    }
    await running.finish()
    return ConnectorAnswer(
      status: nil, body: await running.output.standardOutput, exit: end.exit, output: await running.output.text)
  }

  /// Whether an address sends the user to log in: the mock's pages, or the connector's own beginning of the login.
  private func loginTest() throws -> @Sendable (URL) -> Bool {
    let path = try file.login.path.map { try values.address($0, in: "login.open").path() }
    return { [loginURL = values.loginURL, answersForProcore = values.answersForProcore, port = values.port] url in
      url.absoluteString.hasPrefix(loginURL) || path != nil && url.port == port && url.path() == path
        || answersForProcore && ProcoreHost.named(url.host() ?? "") != nil && url.path().hasPrefix("/oauth/")
    }
  }
}
