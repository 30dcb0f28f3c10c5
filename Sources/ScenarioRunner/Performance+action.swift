import Foundation
import MockCore
import MockServer
import ScenarioCore

extension Performance {
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
    record.company = action.isForOneCompany ? values.company?.id : nil
    waitsFor[record.index] = "the answer of the action \"\(action.name)\""
    let call = ActionCall(
      action: action, file: plan.connector, connector: connector, browser: browser(step.session), values: values)
    await mock.begin(action: step.action)
    begun()
    do {
      record.answers = try await Self.perform(call, step)
    } catch {
      await mock.end(action: step.action)
      throw error
    }
    await mock.end(action: step.action)
    record.outcomes = record.answers.map { RecogniseOutcome.ofAction($0, action, in: plan.connector) }
  }

  private static func perform(_ call: ActionCall, _ step: ActionStep) async throws -> [ConnectorAnswer] {
    guard step.parallel else {
      var answers: [ConnectorAnswer] = []
      for _ in 0..<step.times { answers.append(try await call.perform()) }
      return answers
    }
    return try await withThrowingTaskGroup(of: (Int, ConnectorAnswer).self) { group in
      for number in 0..<step.times { group.addTask { (number, try await call.perform()) } }
      var answers: [(Int, ConnectorAnswer)] = []
      for try await answer in group { answers.append(answer) }
      return answers.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
