import AsyncHTTPClient
import Foundation
import MockCore
import NIOCore
import NIOPosix
import ScenarioCore

/// The connector under test as a running program: started, watched, and ended whole.
actor Connector {
  private let file: ConnectorFile
  private let client: HTTPClient
  private var process: ConnectorProcess?
  private var end: Task<Void, Never>?
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
  nonisolated let clock: MovedClock?

  init(file: ConnectorFile, client: HTTPClient, log: OutputLog, clock: MovedClock? = nil) {
    self.file = file
    self.client = client
    self.log = log
    self.clock = clock
  }

  /// The number of its process group while it runs.
  var group: Int32? { process?.pid }

  /// Starts the connector and returns when it is ready; a connector that is only a command needs no start.
  ///
  /// - Throws: ``RunError/connectorDidNotStart(command:reason:output:)``.
  func start(_ values: RunValues, _ folder: RunFolder) async throws {
    guard let start = file.start, process == nil || presentExit != nil else { return }
    await stop()
    presentExit = nil
    linesBefore = await log.lines.count
    let launch = try launch(start, values, folder)
    let process = try await ConnectorProcess.start(launch, log: log)
    self.process = process
    isExpectedToRun = true
    end = Task { ended(await process.end) }
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

  /// Ends the connector's processes, politely first.
  func stop() async {
    isExpectedToRun = false
    await process?.stop()
    await forgetProcess()
  }

  /// Kills the connector's processes.
  func kill() async {
    isExpectedToRun = false
    await process?.kill()
    await forgetProcess()
  }

  private func forgetProcess() async {
    await end?.value
    if clock != nil, let process { MovedClock.removeTraces(of: process.pid) }
    process = nil
  }

  private func ended(_ how: String) {
    if isExpectedToRun {
      presentExit = how
      unexpectedExit = unexpectedExit ?? how
    }
    isExpectedToRun = false
  }

  private func hasEnded() -> Bool { presentExit != nil }

  private func fail(_ launch: ConnectorProcess.Launch, _ reason: String) async throws {
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

  // MARK: - What is started

  private func launch(
    _ start: ConnectorFile.Start, _ values: RunValues, _ folder: RunFolder
  ) throws -> ConnectorProcess.Launch {
    var environment = Self.inherited(values.environment)
    environment["HOME"] = folder.home
    environment["TMPDIR"] = folder.temporary
    for (name, value) in Self.closedProxy { environment[name] = value }
    for variable in file.environment + start.environment {
      environment[variable.name] = try values.text(variable.value, in: "environment.\(variable.name) of connector.json")
    }
    if let clock { environment = clock.added(to: environment) }
    let directory = try (start.directory ?? file.directory).map {
      Self.path(try values.text($0, in: "directory of connector.json"), in: file.folder)
    }
    var command = try start.command.map { try values.text($0, in: "start.command of connector.json") }
    if let program = command.first, program.contains("/") {
      command[0] = Self.path(program, in: directory ?? file.folder)
    }
    return ConnectorProcess.Launch(command: command, directory: directory ?? file.folder, environment: environment)
  }

  /// What a process of the connector takes over from Dryfit's own variables, and nothing else.
  private static func inherited(_ own: [String: String]) -> [String: String] {
    own.filter { ["PATH", "USER", "LANG", "LC_ALL", "TZ"].contains($0.key) }
  }

  /// Proxy settings under which no host but the run's own is reached: the discard port answers nobody.
  private static let closedProxy: [String: String] = {
    let nowhere = "http://127.0.0.1:9"
    let loopback = "localhost,127.0.0.1,::1"
    return [
      "HTTP_PROXY": nowhere, "HTTPS_PROXY": nowhere, "ALL_PROXY": nowhere, "http_proxy": nowhere,
      "https_proxy": nowhere, "all_proxy": nowhere, "NO_PROXY": loopback, "no_proxy": loopback,
    ]
  }()

  /// A path of the file, relative to a folder unless it is absolute.
  static func path(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") ? path : URL(filePath: folder).appending(path: path).standardizedFileURL.path
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
