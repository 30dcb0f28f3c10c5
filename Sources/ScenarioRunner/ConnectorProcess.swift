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
  private let latch: Latch<ProcessEnd>
  private let readings: [OutputReading]
  private let groups: GroupGuard

  /// How long a process may take to end after SIGTERM before it is killed.
  static let patience = Duration.seconds(2)

  private init(pid: pid_t, latch: Latch<ProcessEnd>, readings: [OutputReading], groups: GroupGuard) {
    self.pid = pid
    self.latch = latch
    self.readings = readings
    self.groups = groups
  }

  /// Starts a process.
  ///
  /// - Parameter input: a descriptor that becomes its standard input and stays the caller's; nil for no input.
  /// - Throws: ``RunError/connectorDidNotStart(command:reason:output:)`` when the program cannot be started at all.
  static func start(
    _ launch: Launch, input: CInt? = nil, to receiver: OutputReceiver, groups: GroupGuard
  ) async throws -> ConnectorProcess {
    let output = try ProcessPipe()
    let error = try ProcessPipe()
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { for descriptor in [output.writeEnd, error.writeEnd, nothing] { close(descriptor) } }
    let readings = [
      try await OutputReading.begin(output.readEnd) { await receiver.take($0, lines: $1, from: .output) },
      try await OutputReading.begin(error.readEnd) { await receiver.take($0, lines: $1, from: .error) },
    ]
    let (started, report) = AsyncThrowingStream<pid_t, any Error>.makeStream()
    let latch = Latch<ProcessEnd>()
    let streams = Streams(input: input ?? nothing, output: output.writeEnd, error: error.writeEnd)
    Task {
      do {
        await latch.open(try await run(launch, streams) { report.yield($0) })
      } catch {
        report.finish(throwing: error)
        await latch.open(.signalled(Int(SIGKILL)))
      }
    }
    do {
      // Apart from the caller's task: a process that was started must be known, even if the run is being cancelled.
      guard let pid = try await Task(operation: { try await started.first { _ in true } }).value else {
        throw CancellationError()
      }
      await groups.watch(pid)
      return ConnectorProcess(pid: pid, latch: latch, readings: readings, groups: groups)
    } catch {
      throw RunError.connectorDidNotStart(
        command: launch.command.joined(separator: " "), reason: reason(of: error, launch), output: [])
    }
  }

  /// How the process ended; waits until it has.
  ///
  /// - Throws: `CancellationError` when the caller is cancelled before.
  func end() async throws -> ProcessEnd { try await latch.wait() }

  /// Whether the process has ended.
  var hasEnded: Bool { get async { await latch.value != nil } }

  /// Gives the process a while to end by itself, and ends the whole group then.
  func giveUp() async -> ProcessEnd {
    let end = try? await Deadline.run(within: Self.patience) { [latch] in try await latch.wait() }
    if let end { return end }
    return await stop()
  }

  /// Ends the whole group: SIGTERM, and SIGKILL for whatever is left after a while.
  @discardableResult
  func stop() async -> ProcessEnd {
    signal(SIGTERM)
    // When patience is over, the group is killed in any case.
    _ = try? await Deadline.run(within: Self.patience) { [latch] in try await latch.wait() }
    return await kill()
  }

  /// Kills the whole group at once, and waits until the process is gone and what it printed was read.
  @discardableResult
  func kill() async -> ProcessEnd {
    signal(SIGKILL)
    // Apart from the caller's task, which may be cancelled: the killed process ends in any case.
    return await Task { [latch, readings, groups, pid] in
      let end = try? await latch.wait()
      for reading in readings { await reading.finish() }
      MovedClock.removeTraces(of: pid)
      await groups.release(pid)
      return end ?? .signalled(Int(SIGKILL))
    }.value
  }

  private func signal(_ number: CInt) {
    // ESRCH means that nobody is left, which is what is wanted.
    _ = Foundation.kill(-pid, number)
  }

  private struct Streams {
    var input: CInt
    var output: CInt
    var error: CInt
  }

  private static func run(
    _ launch: Launch, _ streams: Streams, started: @escaping @Sendable (pid_t) -> Void
  ) async throws -> ProcessEnd {
    var options = PlatformOptions()
    options.processGroupID = 0
    let command = launch.via + launch.command
    let program = command.first ?? ""
    let variables = Dictionary(
      uniqueKeysWithValues: launch.environment.map { (Environment.Key(stringLiteral: $0), $1) })
    let result = try await Subprocess.run(
      program.contains("/") ? .path(FilePath(program)) : .name(program),
      arguments: Arguments(Array(command.dropFirst())), environment: .custom(variables),
      workingDirectory: FilePath(launch.directory), platformOptions: options,
      input: .fileDescriptor(FileDescriptor(rawValue: streams.input), closeAfterSpawningProcess: false),
      output: .fileDescriptor(FileDescriptor(rawValue: streams.output), closeAfterSpawningProcess: false),
      error: .fileDescriptor(FileDescriptor(rawValue: streams.error), closeAfterSpawningProcess: false)
    ) { execution in
      started(execution.processIdentifier.value)
    }
    switch result.terminationStatus {
    case .exited(let code): return .exited(Int(code))
    case .signaled(let number): return .signalled(Int(number))
    }
  }

  private static func reason(of error: any Error, _ launch: Launch) -> String {
    let program = launch.command.first ?? ""
    if program.contains("/") {
      if !FileManager.default.fileExists(atPath: program) { return "there is no file \(program)" }
      if !FileManager.default.isExecutableFile(atPath: program) { return "\(program) is not executable" }
    }
    if !FileManager.default.fileExists(atPath: launch.directory) { return "there is no folder \(launch.directory)" }
    return "\(error)"
  }
}
