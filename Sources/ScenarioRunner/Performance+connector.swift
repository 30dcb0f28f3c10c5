import Foundation
import MockCore
import MockServer
import ScenarioCore

extension Performance {
  /// Leads a user through the login.
  func perform(_ step: LoginStep, _ record: inout StepRecord) async throws {
    let directory = await mock.people
    guard let user = step.user.map({ directory.user(login: $0) }) ?? directory.users.first else {
      record.failure = "the world has no user \(step.user ?? "")"
      return
    }
    values.user = user
    try enter(session: step.session)
    guard let loginURL = URL(string: values.loginURL) else { return }
    let way = LogInAsUser(browser: browser(step.session), loginURL: loginURL, user: user, decision: step.decision)
    try await walkBefore(step)
    let login = plan.connector.login
    let end: RecogniseOutcome.LoginEnd
    switch login.way {
    case .open(let path): end = try await logIn(way, opening: path, after: record.exchangesBefore)
    case .run(let command): end = try await logIn(way, running: command, after: record.exchangesBefore)
    }
    record.answers = end.answer.map { [$0] } ?? []
    // A page of Procore's is no answer of the connector, whatever is on it.
    let isAnswered = end.isConnectorPage || end.answer == nil || end.answer?.exit != nil
    record.outcomes = [isAnswered ? RecogniseOutcome.ofLogin(end, connected: login.connected) : .failed]
  }

  private func walkBefore(_ step: LoginStep) async throws {
    let steps = plan.connector.login.before
    guard !steps.isEmpty else { return }
    waitsFor = "the steps before the login"
    let walk = WalkBefore(
      browser: browser(step.session), steps: steps, values: values, wasDone: signedIn.contains(step.session))
    try await walk.perform()
    signedIn.insert(step.session)
  }

  private func logIn(
    _ way: LogInAsUser, opening path: Interpolation, after number: Int
  ) async throws -> RecogniseOutcome.LoginEnd {
    let start = try values.text(path, in: "login.open of connector.json")
    guard let url = URL(string: values.connectorURL + start) else {
      throw RunError.unknownValue(start, in: "login.open of connector.json")
    }
    waitsFor = "the pages of the login, from \(start) on"
    let openedBefore = shims.opened.count
    var page = try await way.begin(at: url)
    if let address = try await openedInstead(of: page, way, after: number, openedBefore: openedBefore) {
      page = try await way.begin(at: address)
    }
    return RecogniseOutcome.LoginEnd(
      answer: ConnectorAnswer(page), tokenIssued: try await tokenIssued(after: number),
      isConnectorPage: page.url.port == values.port)
  }

  /// The address that the connector had a browser open by itself, where its own page led nowhere.
  private func openedInstead(
    of page: Browser.Page, _ way: LogInAsUser, after number: Int, openedBefore: Int
  ) async throws -> URL? {
    guard !way.isProcore(page.url), page.status < 400,
      try await !mock.exchanges(after: number).contains(where: { $0.operation == "oauth.authorize" })
    else { return nil }
    let shims = shims
    try? await Deadline.poll(within: Self.browserPatience) { shims.opened.count > openedBefore }
    return shims.opened.dropFirst(openedBefore).first.flatMap { URL(string: $0) }
  }

  private func logIn(
    _ way: LogInAsUser, running command: ConnectorFile.LoginCommand, after number: Int
  ) async throws -> RecogniseOutcome.LoginEnd {
    let byCommand = LogInByCommand(login: command, way: way, shims: shims, loginURL: values.loginURL)
    let openedBefore = shims.opened.count
    waitsFor = "the end of the login's command"
    let keyboard = command.readsCode ? try RunningCommand.Keyboard() : nil
    let running = try await connector.run(command.command, values, place: "login.run", keyboard: keyboard)
    let end = try await byCommand.perform(running, openedBefore: openedBefore)
    let page = end.page.flatMap { way.isProcore($0.url) ? nil : $0 }
    var answer = page.map { ConnectorAnswer($0) }
    if answer == nil { answer = ConnectorAnswer(status: nil, body: await running.output.standardOutput) }
    answer?.exit = end.process.exit
    answer?.output = await running.output.text
    return RecogniseOutcome.LoginEnd(
      answer: answer, tokenIssued: try await tokenIssued(after: number), isConnectorPage: end.wasLed)
  }

  private func tokenIssued(after number: Int) async throws -> Bool {
    try await mock.exchanges(after: number).contains { $0.grounds == .tokensIssued }
  }

  /// Enters a browser session: what is done next is done in it.
  func enter(session: String) throws {
    values.sessionName = session
    values.sessionDir = try folder.session(session)
    sessions[session] = values.sessionDir
  }
}

extension ConnectorAnswer {
  init(_ page: Browser.Page) {
    var address = URLComponents(url: page.url, resolvingAgainstBaseURL: true)
    address?.query = nil
    self.init(status: page.status, headers: page.headers, body: page.body, url: address?.string)
  }
}
