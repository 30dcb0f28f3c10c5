import Foundation
import ScenarioCore
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// A process of the connector, in a process group of its own that is ended whole.
final class ConnectorProcess: Sendable {
  /// The process, which is also the number of its group.
  let pid: pid_t
  private let run: Task<String, Never>

  /// How long a process may take to end after SIGTERM before it is killed.
  static let patience = Duration.seconds(2)

  /// What is started.
  struct Launch: Sendable {
    var command: [String]
    var directory: String
    var environment: [String: String]
  }

  private init(pid: pid_t, run: Task<String, Never>) {
    self.pid = pid
    self.run = run
  }

  /// Starts a process; its output goes to the log.
  ///
  /// - Throws: ``RunError/connectorDidNotStart(command:reason:output:)`` when the program cannot be started at all.
  static func start(_ launch: Launch, log: OutputLog) async throws -> ConnectorProcess {
    let (started, report) = AsyncThrowingStream<pid_t, any Error>.makeStream()
    let run = Task {
      do {
        return try await Self.run(launch, log) { report.yield($0) }
      } catch {
        report.finish(throwing: error)
        return "\(error)"
      }
    }
    do {
      // Apart from the caller's task: a process that was started must be known, even if the run is being cancelled.
      let pid = try await Task { try await started.first { _ in true } }.value
      if let pid { return ConnectorProcess(pid: pid, run: run) }
    } catch {
      throw RunError.connectorDidNotStart(
        command: launch.command.joined(separator: " "), reason: reason(of: error, launch), output: [])
    }
    throw CancellationError()
  }

  /// How the process ended; waits until it has.
  var end: String { get async { await run.value } }

  /// Ends the whole group: SIGTERM, and SIGKILL for whatever is left after a while.
  func stop() async {
    signal(SIGTERM)
    // Whether it ended or patience is over: the group is killed in any case.
    try? await waitForEnd(within: Self.patience)
    await kill()
  }

  /// Waits for the end of the process, for so long only: to wait for a task's value goes on when it is cancelled, to
  /// wait for a stream does not.
  private func waitForEnd(within bound: Duration) async throws {
    let (end, report) = AsyncStream<Never>.makeStream()
    Task { [run] in
      _ = await run.value
      report.finish()
    }
    try await Deadline.run(within: bound) { for await _ in end {} }
  }

  /// Kills the whole group at once, and waits until the process is gone.
  func kill() async {
    signal(SIGKILL)
    _ = await run.value
  }

  private func signal(_ number: CInt) {
    // ESRCH means that nobody is left, which is what is wanted.
    _ = Foundation.kill(-pid, number)
  }

  private static func run(
    _ launch: Launch, _ log: OutputLog, started: @escaping @Sendable (pid_t) -> Void
  ) async throws -> String {
    var options = PlatformOptions()
    options.processGroupID = 0
    let program = launch.command.first ?? ""
    let variables = Dictionary(
      uniqueKeysWithValues: launch.environment.map { (Environment.Key(stringLiteral: $0), $1) })
    let result = try await Subprocess.run(
      program.contains("/") ? .path(FilePath(program)) : .name(program),
      arguments: Arguments(Array(launch.command.dropFirst())), environment: .custom(variables),
      workingDirectory: FilePath(launch.directory), platformOptions: options, input: .none, output: .sequence,
      error: .sequence
    ) { execution in
      started(execution.processIdentifier.value)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await log.read(execution.standardOutput, as: .output) }
        group.addTask { try await log.read(execution.standardError, as: .error) }
        try await group.waitForAll()
      }
    }
    switch result.terminationStatus {
    case .exited(let code): return "exit status \(code)"
    case .signaled(let number): return "signal \(number)"
    }
  }

  private static func reason(of error: any Error, _ launch: Launch) -> String {
    let program = launch.command.first ?? ""
    if program.contains("/") {
      let path = program.hasPrefix("/") ? program : launch.directory + "/" + program
      if !FileManager.default.fileExists(atPath: path) { return "there is no file \(path)" }
      if !FileManager.default.isExecutableFile(atPath: path) { return "\(path) is not executable" }
    }
    if !FileManager.default.fileExists(atPath: launch.directory) { return "there is no folder \(launch.directory)" }
    return "\(error)"
  }
}
