import MockCore
import ScenarioCore

/// Steps in the background: begun by themselves, and ended by `finish`.
extension Performance {
  /// Begins a step and returns as soon as it has begun.
  func begin(_ step: Step, _ record: StepRecord) async throws {
    guard let id = step.id else { return }
    let (hasBegun, report) = AsyncStream<Void>.makeStream()
    let task = Task {
      // A step that fails before it has begun is not waited for either.
      defer { report.finish() }
      return try await self.performed(step, record) { report.finish() }
    }
    background[id] = task
    var begun = record
    begun.isRunning = true
    (begun.session, begun.user) = await whoActs(in: step.verb)
    history.steps.append(begun)
    for await _ in hasBegun {}
    try Task.checkCancellation()
  }

  /// Waits for a step in the background and completes its record.
  func finish(_ id: String, _ record: inout StepRecord) async throws {
    guard let task = background[id], let index = history.steps.firstIndex(where: { $0.id == id }) else {
      record.inconclusive = "the step \"\(id)\" was not begun"
      return
    }
    var ended = try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
    background[id] = nil
    ended.ended = await mock.now
    ended.exchangesAfter = await mock.exchangeCount
    history.steps[index] = ended
    record.notApplicable = ended.notApplicable
    if let failure = ended.failure {
      history.brokenOff = "step \(ended.index + 1) (\(ended.summary)): \(failure)"
    }
  }

  /// Breaks off what still goes on in the background; its records say no more than that it had begun.
  func endBackground() async {
    for task in background.values { task.cancel() }
    for task in background.values { _ = await task.result }
    background = [:]
    for index in history.steps.indices where history.steps[index].isRunning {
      history.steps[index].isRunning = false
      history.steps[index].ended = await mock.now
      history.steps[index].exchangesAfter = await mock.exchangeCount
    }
  }

  /// The browser and the user of a step, known before it has ended.
  private func whoActs(in verb: Verb) async -> (session: String?, user: String?) {
    switch verb {
    case .login(let step):
      let first = await mock.people.users.first?.login
      return (step.session, step.user ?? first)
    case .perform(let step): return (step.session, nil)
    default: return (nil, nil)
    }
  }

  /// The records that expectations speak of, and those that were created, as the mock holds them now.
  func heldRecords() async throws -> [HeldRecord] {
    let created = CreatedRecord.all(in: history.exchanges, catalog: plan.catalog)
    let held = try await mock.records(
      in: plan.scenario.collections, and: created.map { (collection: $0.collection, id: $0.id) })
    return held.map { record in
      let creation = created.first { creation in
        creation.collection == record.collection && creation.id == record.id
          && (!creation.mayBeOlder || record.createdBy != nil)
      }
      return HeldRecord(
        collection: record.collection, id: record.id, createdBy: creation?.exchange, json: record.json,
        place: .init(company: record.company, project: record.project, isPrivate: record.isPrivate))
    }
  }
}
