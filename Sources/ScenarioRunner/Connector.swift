import AsyncHTTPClient
import Foundation
import MockCore
import MockServer
import NIOCore
import NIOPosix
import ScenarioCore

/// The connector under test as running programs: started, watched, and ended whole.
actor Connector {
  private let file: ConnectorFile
  private let client: HTTPClient
  private nonisolated let settings: LaunchSettings
  private let groups: GroupGuard
  private var process: ConnectorProcess?
  private var launch: Launch?
  private var watch: Task<Void, Never>?
  private var commandGroups: [Int32] = []
  private var isExpectedToRun = false
  /// How the present process ended when nobody had asked for it.
  private var presentExit: String?
  /// How many lines earlier processes had printed: their signs of being ready do not count.
  private var linesBefore = 0
  /// How a process ended when nobody had asked for it; of several the first.
  private(set) var unexpectedExit: String?
  /// What was printed.
  nonisolated let log: OutputLog
  /// The clock that its processes see; nil for the real one.
  nonisolated var clock: MovedClock? { settings.clock }

  init(settings: LaunchSettings, client: HTTPClient, log: OutputLog, groups: GroupGuard) {
    file = settings.file
    self.settings = settings
    self.client = client
    self.log = log
    self.groups = groups
  }

  /// The numbers of the process groups that it has, or had.
  var processGroups: [Int32] { commandGroups + (process.map { [$0.pid] } ?? []) }

  /// The number of the process that was started last, while it runs.
  var running: Int32? { presentExit == nil ? process?.pid : nil }

  /// Whether the process that runs would be started alike with other values.
  func wouldStartAlike(_ values: RunValues) throws -> Bool {
    guard let start = file.start, running != nil else { return false }
    return try launch(of: start, values) == launch
  }

  /// Begins anew for another scenario, and leaves the process alone.
  func begin(with mock: Mock) async {
    unexpectedExit = nil
    commandGroups = []
    await log.begin(with: mock)
  }

  /// Starts the connector and returns when it is ready; a connector that is only a command needs no start.
  ///
  /// - Throws: ``RunError/connectorDidNotStart(command:reason:output:)``.
  func start(_ values: RunValues) async throws {
    guard let start = file.start, process == nil || presentExit != nil else { return }
    await stop()
    presentExit = nil
    linesBefore = await log.lines.count
    let launch = try launch(of: start, values)
    let process = try await ConnectorProcess.start(launch, to: OutputReceiver(log: log), groups: groups)
    self.process = process
    self.launch = launch
    isExpectedToRun = true
    watch = Task { if let end = try? await process.end() { ended(end) } }
    do {
      try await Deadline.poll(within: start.ready.within) { [self] in
        if await hasEnded() { return true }
        return await isReady(start.ready.sign, values)
      }
    } catch is Deadline.Passed {
      try await fail(
        launch, "it was not ready within \(DurationText.text(for: start.ready.within)) (\(start.ready.sign.words))")
    }
    if let exit = presentExit { try await fail(launch, "it ended before it was ready: \(exit)") }
  }

  /// Starts a command of a login or an action.
  ///
  /// - Parameters:
  ///   - place: where the command stands in connector.json, for people.
  ///   - keyboard: what is typed into it; nil where its standard input is fixed.
  /// - Throws: ``RunError/commandDidNotStart(command:place:reason:)``.
  func run(
    _ command: ConnectorFile.Command, _ values: RunValues, place: String, keyboard: RunningCommand.Keyboard? = nil
  ) async throws -> RunningCommand {
    let launch = try settings.launch(
      command.arguments, directory: command.directory, environment: command.environment, values, place: place)
    let input = try command.standardInput.map {
      try settings.folder.descriptor(of: try values.text($0, in: "\(place) of connector.json"))
    }
    defer { if let input { close(input) } }
    let output = CommandOutput()
    do {
      let process = try await ConnectorProcess.start(
        launch, input: keyboard?.readEnd ?? input, to: OutputReceiver(log: log, together: output), groups: groups)
      commandGroups.append(process.pid)
      return RunningCommand(process: process, output: output, keyboard: keyboard)
    } catch RunError.connectorDidNotStart(let command, let reason, _) {
      await keyboard?.end()
      throw RunError.commandDidNotStart(command: command, place: place, reason: reason)
    }
  }

  /// Ends the connector's processes, politely first.
  func stop() async {
    isExpectedToRun = false
    await process?.stop()
    await watch?.value
    process = nil
  }

  /// Kills the connector's processes.
  func kill() async {
    isExpectedToRun = false
    await process?.kill()
    await watch?.value
    process = nil
  }

  private func launch(of start: ConnectorFile.Start, _ values: RunValues) throws -> Launch {
    try settings.launch(
      start.command, directory: start.directory, environment: start.environment, values, place: "start.command")
  }

  private func ended(_ end: ProcessEnd) {
    if isExpectedToRun {
      presentExit = end.words
      unexpectedExit = unexpectedExit ?? end.words
    }
    isExpectedToRun = false
  }

  private func hasEnded() -> Bool { presentExit != nil }

  private func fail(_ launch: Launch, _ reason: String) async throws {
    await stop()
    let reason = reason + (clock == nil ? "" : "; libfaketime moved its clock, which --clock real leaves alone")
    throw RunError.connectorDidNotStart(
      command: launch.command.joined(separator: " "), reason: reason, output: await log.texts)
  }

  private func isReady(_ sign: ConnectorFile.Ready.Sign, _ values: RunValues) async -> Bool {
    switch sign {
    case .log(let text): return await log.contains(text, behind: linesBefore)
    case .port:
      let connection = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "localhost", port: values.port).get()
      try? await connection?.close()
      return connection != nil
    case .http(let path):
      let answer = try? await client.execute(HTTPClientRequest(url: values.connectorURL + path), timeout: .seconds(5))
      return answer.map { $0.status.code < 500 } ?? false
    }
  }
}

extension ConnectorFile.Ready.Sign {
  /// What is waited for, for people.
  var words: String {
    switch self {
    case .http(let path): "no answer below 500 from \(path)"
    case .log(let text): "\"\(text)\" was not printed"
    case .port: "its port takes no connections"
    }
  }
}
