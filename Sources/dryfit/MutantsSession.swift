import Foundation
import ScenarioCore
import ScenarioRunner

/// Tries mutants on scenarios, several at once, and says how far it is.
struct MutantsSession: Sendable {
  let session: RunSession
  /// How mutants are asked for; nil where the connector is tried as it is.
  var mutants: MutantsFile?
  let connectors: [ConnectorFile]
  let scenarios: [LoadedScenario]

  /// Tries all; what comes out stands in the order of the trials.
  ///
  /// - Parameter showsProgress: whether each trial that has ended is told.
  func run(_ trials: [MutantTrial], showsProgress: Bool = true) async throws -> [TriedMutant] {
    let (runner, _) = try await session.runner(scenarios.map(session.plan))
    let attempts = trials.enumerated().flatMap { index, trial in
      scenarios.filter { trial.scenarios.contains($0.scenario.value.identity) }.map { (trial: index, scenario: $0) }
    }
    var results: [[Int: ScenarioResult]] = Array(repeating: [:], count: trials.count)
    var progress = Progress(trials, attempts.map(\.trial))
    try await withThrowingTaskGroup(of: (Int, ScenarioResult).self) { group in
      var waiting = attempts.enumerated().makeIterator()
      func begin() {
        guard let (number, attempt) = waiting.next() else { return }
        group.addTask { (number, try await run(attempt.scenario, trials[attempt.trial], by: runner)) }
      }
      for _ in 0..<session.jobs { begin() }
      while let (number, result) = try await group.next() {
        begin()
        results[attempts[number].trial][number] = result
        if showsProgress { progress.tell(attempts[number].trial) }
      }
    }
    return trials.indices.map { index in
      let ordered = results[index].sorted { $0.key < $1.key }.map(\.value)
      return TriedMutant(trial: trials[index], results: ordered)
    }
  }

  private func run(_ scenario: LoadedScenario, _ trial: MutantTrial, by runner: Runner) async throws -> ScenarioResult {
    var run: ScenarioResult?
    for connector in connectors {
      var plan = session.plan(scenario)
      plan.connector = trial.changed(connector, mutants)
      do {
        let result = try await runner.runAndJudge(plan).result
        guard result.verdict == .notApplicable else { return result }
        run = run ?? result
      } catch let error as RunError where trial.kind == .defect {
        // A defect may keep the connector from starting: that is noticed by whoever starts it.
        return ScenarioResult(
          scenario: plan.scenario.identity, parameters: plan.scenario.parameters, title: plan.scenario.title,
          verdict: .fail, reason: "\(error)")
      }
    }
    return run ?? ScenarioResult(scenario: "", title: "", verdict: .notApplicable)
  }

  /// Tells each trial that has ended, on standard error.
  private struct Progress {
    private let trials: [MutantTrial]
    private var left: [Int: Int]
    private var ended = 0

    init(_ trials: [MutantTrial], _ attempts: [Int]) {
      self.trials = trials
      left = attempts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    mutating func tell(_ trial: Int) {
      left[trial, default: 1] -= 1
      guard left[trial] == 0 else { return }
      ended += 1
      complain("[\(ended)/\(trials.count)] \(trials[trial].name)")
    }
  }
}

extension MutantTrial {
  /// The connector as this trial has it.
  fileprivate func changed(_ connector: ConnectorFile, _ file: MutantsFile?) -> ConnectorFile {
    guard let mutant, let file else { return connector }
    return connector.with(mutant.name, of: kind == .defect ? file.defects : file.variations)
  }
}
