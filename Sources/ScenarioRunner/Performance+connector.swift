import Foundation
import MockCore
import MockServer
import ScenarioCore

extension Performance {
  /// How long a connector may take to open a browser by itself when its own page leads nowhere.
  private static let browserPatience = Duration.seconds(2)

  /// Leads a user through the login.
  func perform(_ step: LoginStep, _ record: inout StepRecord, _ begun: @Sendable () -> Void) async throws {
    let directory = await mock.people
    guard let user = step.user.map({ directory.user(login: $0) }) ?? directory.users.first else {
      record.failure = "the world has no user \(step.user ?? "")"
      return
    }
    values.user = user
    (record.user, record.session, record.tamper) = (user.login, step.session, step.tamper)
    try enter(session: step.session)
    // What other steps do meanwhile makes no difference to this one.
    let values = values
    guard let loginURL = URL(string: values.loginURL) else { return }
    let way = LogInAsUser(
      browser: browser(step.session), loginURL: loginURL, user: user, decision: step.decision,
      answersForProcore: values.answersForProcore)
    begun()
    await signOut(of: loginURL, for: user, step.session)
    try await walkBefore(step, values, record.index)
    let login = plan.connector.login
    let end: RecogniseOutcome.LoginEnd?
    switch login.way {
    case .open(let path): end = try await logIn(way, opening: path, step, values, &record)
    case .run(let command): end = try await logIn(way, running: command, step, values, &record)
    }
    guard let end else { return }
    // A page of Procore's is no answer of the connector, whatever is on it.
    let isAnswered = end.isConnectorPage || end.answer == nil || end.answer?.exit != nil
    record.outcomes = [isAnswered ? RecogniseOutcome.ofLogin(end, connected: login.connected) : .failed]
  }

  /// Signs out at Procore whoever is signed in there in this browser, where somebody else is to log in: the login page
  /// would not be shown otherwise.
  private func signOut(of loginURL: URL, for user: User, _ session: String) async {
    defer { signedInAtProcore[session] = user.login }
    guard let present = signedInAtProcore[session], present != user.login else { return }
    for host in [loginURL.host() ?? ""] + ProcoreHost.all.map(\.name) {
      await browser(session).forget(cookie: BrowserSession.cookie, of: host)
    }
  }

  private func walkBefore(_ step: LoginStep, _ values: RunValues, _ index: Int) async throws {
    let steps = plan.connector.login.before
    guard !steps.isEmpty else { return }
    waitsFor[index] = "the steps before the login"
    let walk = WalkBefore(
      browser: browser(step.session), steps: steps, values: values, wasDone: signedIn.contains(step.session))
    try await walk.perform()
    signedIn.insert(step.session)
  }

  private func logIn(
    _ way: LogInAsUser, opening path: Interpolation, _ step: LoginStep, _ values: RunValues, _ record: inout StepRecord
  ) async throws -> RecogniseOutcome.LoginEnd? {
    let url = try values.address(path, in: "login.open of connector.json")
    waitsFor[record.index] = "the pages of the login, from \(url.path()) on"
    let openedBefore = shims.opened.count
    guard var arrival = try await arrive(way, at: url, step, &record) else { return nil }
    let number = record.exchangesBefore
    if let address = try await openedInstead(of: arrival.pages[0], way, after: number, openedBefore: openedBefore) {
      guard let other = try await arrive(way, at: address, step, &record) else { return nil }
      arrival = other
    }
    record.answers = arrival.pages.map(ConnectorAnswer.init)
    return RecogniseOutcome.LoginEnd(
      answer: record.answers.first, tokenIssued: try await tokenIssued(after: number),
      isConnectorPage: arrival.pages.first.map { !way.isProcore($0.url) } ?? false)
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
    _ way: LogInAsUser, running command: ConnectorFile.LoginCommand, _ step: LoginStep, _ values: RunValues,
    _ record: inout StepRecord
  ) async throws -> RecogniseOutcome.LoginEnd? {
    var way = way
    way.needsNoAnswer = true
    let openedBefore = shims.opened.count
    waitsFor[record.index] = "the end of the login's command"
    let keyboard = command.readsCode ? try RunningCommand.Keyboard() : nil
    let running = try await connector.run(command.command, values, place: "login.run", keyboard: keyboard)
    let byCommand = LogInByCommand(login: command, running: running, shims: shims, loginURLs: values.loginURLs)
    do {
      let address = try await byCommand.address(openedBefore: openedBefore)
      var pages: [Browser.Page] = []
      if let address {
        pages = try await arrive(way, at: address, step, &record)?.pages ?? []
        record.answers = []
      }
      let end = try await byCommand.end(after: pages.first, way)
      // A page of Procore's is no answer of the connector.
      let page = pages.first { !way.isProcore($0.url) }
      var answer = page.map { ConnectorAnswer($0) }
      if answer == nil { answer = ConnectorAnswer(status: nil, body: await running.output.standardOutput) }
      answer?.exit = end.exit
      answer?.output = await running.output.text
      record.answers = answer.map { [$0] } ?? []
      guard record.inconclusive == nil, record.notApplicable == nil else { return nil }
      return RecogniseOutcome.LoginEnd(
        answer: answer, tokenIssued: try await tokenIssued(after: record.exchangesBefore),
        isConnectorPage: address != nil)
    } catch {
      await running.stop()
      throw error
    }
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
    redirects = page.redirects.map { ConnectorRedirect(path: $0.url.path, status: $0.status, headers: $0.headers) }
  }
}
