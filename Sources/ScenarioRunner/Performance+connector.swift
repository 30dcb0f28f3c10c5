import Foundation
import MockCore
import MockServer
import ScenarioCore

extension Performance {
  /// Leads a user through the login.
  func perform(_ step: LoginStep, _ record: inout StepRecord, _ begun: @Sendable () -> Void) async throws {
    let directory = await mock.people
    guard let user = step.user.map({ directory.user(login: $0) }) ?? directory.users.first else {
      record.failure = "the world has no user \(step.user ?? "")"
      return
    }
    values.user = user
    (record.user, record.session) = (user.login, step.session)
    try enter(session: step.session)
    let start = try values.text(plan.connector.login.open, in: "login.open of connector.json")
    guard let url = URL(string: values.connectorURL + start), let loginURL = URL(string: values.loginURL) else {
      record.failure = "\"\(start)\" makes no address"
      return
    }
    let way = LogInAsUser(browser: browser(step.session), loginURL: loginURL, user: user, decision: step.decision)
    begun()
    guard let arrival = try await arrive(way, at: url, step, &record) else { return }
    let page = arrival.pages[0]
    let seen = try await mock.exchanges(after: record.exchangesBefore)
    let end = RecogniseOutcome.LoginEnd(
      answer: ConnectorAnswer(page), tokenIssued: seen.contains { $0.grounds == .tokensIssued },
      isConnectorPage: page.url.port == values.port)
    record.answers = arrival.pages.map(ConnectorAnswer.init)
    record.outcomes = [
      end.isConnectorPage || end.answer == nil
        ? RecogniseOutcome.ofLogin(end, connected: plan.connector.login.connected) : .failed
    ]
  }

  /// Triggers an action, as often as asked, at once or one after the other.
  func perform(_ step: ActionStep, _ record: inout StepRecord, _ begun: @Sendable () -> Void) async throws {
    guard let action = plan.connector.action(named: step.action) else {
      record.inconclusive = "connector.json declares no action \"\(step.action)\""
      return
    }
    record.session = step.session
    try enter(session: step.session)
    values.company =
      step.company.map { name in values.directory.companies.first { $0.name == name } }
      ?? values.directory.companies.first
    let call = try ActionCall(action, values, connector: plan.connector)
    let browser = browser(step.session)
    await mock.begin(action: step.action)
    begun()
    do {
      record.answers = try await Self.perform(call, step, browser)
    } catch {
      await mock.end(action: step.action)
      throw error
    }
    await mock.end(action: step.action)
    record.outcomes = record.answers.map { RecogniseOutcome.ofAction($0, action, in: plan.connector) }
  }

  private static func perform(
    _ call: ActionCall, _ step: ActionStep, _ browser: Browser
  ) async throws -> [ConnectorAnswer] {
    guard step.parallel else {
      var answers: [ConnectorAnswer] = []
      for _ in 0..<step.times { answers.append(try await call.perform(with: browser)) }
      return answers
    }
    return try await withThrowingTaskGroup(of: (Int, ConnectorAnswer).self) { group in
      for number in 0..<step.times { group.addTask { (number, try await call.perform(with: browser)) } }
      var answers: [(Int, ConnectorAnswer)] = []
      for try await answer in group { answers.append(answer) }
      return answers.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func enter(session: String) throws {
    values.sessionName = session
    values.sessionDir = try folder.session(session)
  }
}

extension ConnectorAnswer {
  init(_ page: Browser.Page) {
    var address = URLComponents(url: page.url, resolvingAgainstBaseURL: true)
    address?.query = nil
    self.init(status: page.status, headers: page.headers, body: page.body, url: address?.string)
  }
}
