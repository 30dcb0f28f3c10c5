import Foundation
import MockCore
import MockServer
import ScenarioCore

/// One scenario being performed: the state of the run between its steps.
actor Performance {
  let plan: RunPlan
  let mock: Mock
  let connector: Connector
  let network: RunNetwork
  let folder: RunFolder
  var values: RunValues
  var history: History
  var browsers: [String: Browser] = [:]
  var undo: [String: [WorldChange]] = [:]
  /// The folders of the browser sessions that were used, by name.
  var sessions: [String: String] = [:]
  /// The browser sessions that went through `login.before`.
  var signedIn: Set<String> = []
  /// The logins of the users who are signed in at Procore, by the name of the browser session.
  var signedInAtProcore: [String: String] = [:]
  /// What each step waits for, by its index, for people.
  var waitsFor: [Int: String] = [:]
  let shims: BrowserShims
  /// The steps that go on in the background, by id, each with its record when it ends.
  var background: [String: Task<StepRecord, any Error>] = [:]
  /// The state with which each browser came back from its last login that has ended.
  var statesOfSessions: [String: String] = [:]
  /// The process with which the scenario began.
  var firstProcess: Int32?

  init(plan: RunPlan, stage: Stage, history: History) {
    self.plan = plan
    mock = stage.mock
    connector = stage.connector
    network = stage.network
    values = stage.values
    folder = stage.folder
    shims = stage.shims
    self.history = history
  }

  /// Starts the connector, in the browser session that acts unless a step names another.
  ///
  /// - Throws: ``RunError``.
  func begin() async throws {
    try enter(session: "main")
    try await connector.start(values)
    firstProcess = await connector.running
  }

  /// Performs the steps in order, up to the first that could not be performed.
  ///
  /// - Throws: `CancellationError` when the run is interrupted, and ``RunError`` for values that this run lacks.
  func performAll() async throws {
    for (index, step) in plan.scenario.steps.enumerated() {
      try Task.checkCancellation()
      var record = StepRecord(
        index: index, id: step.id, verb: step.verb.word, summary: step.verb.summary, action: step.verb.action,
        began: await mock.now, exchangesBefore: await mock.exchangeCount)
      if step.isBackground {
        try await begin(step, record)
        continue
      }
      record = try await performed(step, record)
      record.ended = await mock.now
      if !step.verb.isInstant { record.exchangesAfter = await mock.exchangeCount }
      history.steps.append(record)
      if record.notApplicable != nil || history.brokenOff != nil { return }
      if let failure = record.failure {
        history.brokenOff = "step \(index + 1) (\(record.summary)): \(failure)"
        return
      }
    }
  }

  /// Performs a step within its bound; what keeps it from being performed stands in its record.
  func performed(
    _ step: Step, _ record: StepRecord, begun: @escaping @Sendable () -> Void = {}
  ) async throws -> StepRecord {
    var record = record
    do {
      return try await Deadline.run(within: step.within) { [record] in
        try await self.perform(step.verb, record, begun)
      }
    } catch is Deadline.Passed {
      try Task.checkCancellation()
      let reason = waitsFor[record.index].map { ", waiting for \($0)" } ?? ""
      record.failure = "it took longer than \(DurationText.text(for: step.within))\(reason)"
    } catch RunError.connectorDidNotStart(_, let reason, _) {
      try Task.checkCancellation()
      record.failure = "the connector did not start again: \(reason)"
    } catch let error as RunError {
      throw error
    } catch let error as CancellationError {
      throw error
    } catch {
      // What a cancelled step threw says nothing of the connector.
      try Task.checkCancellation()
      record.failure = "\(error)"
    }
    return record
  }

  /// Makes the history whole and free of secrets, when the connector has ended or, where its process may stay, rests.
  func close(mayStay: Bool) async throws -> History {
    await endBackground()
    let stays = mayStay ? try await isAtRest() : false
    if !stays { await connector.stop() }
    history.exchanges = try await mock.exchanges()
    history.records = try await heldRecords()
    history.output = await connector.log.lines
    history.attempts = await network.proxy.refused
    history.unexpectedExit = await connector.unexpectedExit
    history.faults = await mock.firedFaults.map { FaultRecord(name: $0.name, fired: $0.count) }
    let redactor = Redactor(secrets: try await mock.secrets())
    history.files = try FileScanner(redactor: redactor, values: values, sessions: sessions).scan(plan.connector)
    return history.redacted(redactor)
  }

  private func perform(
    _ verb: Verb, _ record: StepRecord, _ begun: @Sendable () -> Void
  ) async throws -> StepRecord {
    var record = record
    switch verb {
    case .login(let step): try await perform(step, &record, begun)
    case .perform(let step): try await perform(step, &record, begun)
    case .finish(let id): try await finish(id, &record)
    case .advance(let step): try await perform(step, &record)
    case .world(let step): try await perform(step, &record)
    case .fault(let step):
      record.exchangesAfter = await mock.arm(try values.filled(step.fault), action: step.action)
    case .release(let name): await release(name, &record)
    case .wait(let step): try await perform(step, &record)
    case .connector(let command): try await perform(command, record.index)
    }
    return record
  }

  private func perform(_ command: ConnectorCommand, _ index: Int) async throws {
    try enter(session: "main")
    waitsFor[index] = "the connector's process"
    if command == .kill { await connector.kill() }
    if command == .stop || command == .restart { await connector.stop() }
    guard command == .start || command == .restart else { return }
    // Whoever starts it enters the secret that the app has by now.
    values.clientSecret = await mock.app.secret
    try await connector.start(values)
  }

  private func perform(_ step: Advance, _ record: inout StepRecord) async throws {
    let now = await mock.now
    let span: Duration
    switch step {
    case .by(let by): span = by
    case .to(let instant): span = instant - now
    case .untilAccessTokenExpired:
      guard let expiry = try await mock.newestAccessTokenExpiry() else {
        record.inconclusive = "no access token was issued"
        return
      }
      span = expiry - now + .seconds(1)
    case .untilCodeExpired:
      guard let expiry = try await mock.newestCodeExpiry() else {
        record.inconclusive = "no code was issued"
        return
      }
      span = expiry - now + .seconds(1)
    case .untilRateLimitReset: span = await mock.rateLimitReset - now
    }
    guard span >= .zero else {
      record.inconclusive = "that moment is past"
      return
    }
    record.exchangesAfter = try await advance(by: span)
  }

  /// Moves the mock's clock, and the connector's with it where that can be moved.
  ///
  /// - Returns: how many exchanges were recorded before.
  @discardableResult
  func advance(by span: Duration) async throws -> Int {
    let exchanges = await mock.advance(by: span)
    try await connector.clock?.advance(by: span)
    return exchanges
  }

  private func perform(_ step: WorldStep, _ record: inout StepRecord) async throws {
    history.exchanges = try await mock.exchanges()
    let resolver = ResolveChange(
      history: history, directory: await mock.people, catalog: plan.catalog, undo: undo)
    switch resolver.resolve(step) {
    case .inconclusive(let reason): record.inconclusive = reason
    case .notApplicable(let reason): record.notApplicable = reason
    case .changes(let changes):
      record.exchangesAfter = try await mock.apply(changes.apply)
      record.changes = changes.summaries
      if let action = step.action { undo[action] = changes.undo }
    }
  }

  private func perform(_ step: Wait, _ record: inout StepRecord) async throws {
    let observation = Observation(mock: mock, bounds: plan.quiet) { [connector] in
      await connector.processGroups
    }
    switch step {
    case .quiet:
      waitsFor[record.index] = "the traffic to end"
      if let unrest = try await observation.untilQuiet() {
        let patience = DurationText.text(for: plan.quiet.patience)
        record.inconclusive = "it was not quiet within \(patience): \(unrest.words)"
      }
    case .exchange(let match, let within):
      history.exchanges = try await mock.exchanges()
      let bounds = history.stepBounds
      let came = try await observation.until(within: within) { match.matches($0, steps: bounds) }
      if !came { record.failure = "no such exchange came within \(DurationText.text(for: within))" }
    }
  }

  /// A browser in which nobody has logged in.
  var newBrowser: Browser { Browser(clients: network.browserClients) }

  /// The browser of a session.
  func browser(_ session: String) -> Browser {
    if let browser = browsers[session] { return browser }
    let browser = newBrowser
    browsers[session] = browser
    return browser
  }
}
