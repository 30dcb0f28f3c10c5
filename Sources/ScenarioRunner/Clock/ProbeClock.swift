import AsyncHTTPClient
import Foundation
import MockCore
import ScenarioCore

/// Finds out whether the clock of a connector can be moved, from a connector that was started with a moved one.
///
/// Loading libfaketime is no proof: static programs never load it, and Go programs load it and ask the kernel even so.
struct ProbeClock {
  let connector: Connector
  let client: HTTPClient
  let values: RunValues
  let shims: BrowserShims

  /// How long a command of the login may take to say where to go.
  static let patience = Duration.seconds(20)
  /// How far the clock is moved for the probe: far from every real delay and every time zone's half hour.
  static let offset = Duration.seconds(2 * 86_400)
  /// How far a `Date` may be from the expected one: caches and slow machines.
  static let tolerance = Duration.seconds(3600)

  /// Asks the connector for its `Date`, and where it tells none, looks at what its processes have loaded.
  ///
  /// - Throws: as ``Connector/run(_:_:place:keyboard:)``.
  func find(_ file: ConnectorFile, now: Instant) async throws -> ClockFinding {
    if let ready = file.start?.ready.sign {
      if let date = await date(ready) {
        let apart = date - (now + Self.offset)
        if apart < Self.tolerance, .zero - Self.tolerance < apart { return .follows }
        return .real("its answers have the real time in their Date header although libfaketime was to move it")
      }
      return await look()
    }
    guard case .run(let login) = file.login.way else { return .real("it has no process of its own to look at") }
    return try await lookDuring(login)
  }

  /// Looks at a command of the login while it waits for its user, who never comes.
  private func lookDuring(_ login: ConnectorFile.LoginCommand) async throws -> ClockFinding {
    let keyboard = login.readsCode ? try RunningCommand.Keyboard() : nil
    let running = try await connector.run(login.command, values, place: "login.run", keyboard: keyboard)
    let command = LogInByCommand(login: login, running: running, shims: shims, loginURLs: values.loginURLs)
    _ = try? await Deadline.run(within: Self.patience) { try await command.address(openedBefore: 0) }
    let finding = await look()
    await running.stop()
    try Task.checkCancellation()
    return finding
  }

  private func look() async -> ClockFinding {
    let looks = ProcessTable.processes(of: await connector.processGroups).compactMap(Self.look)
    return looks.first { $0 != .follows } ?? looks.first ?? .real("it has no process that could be looked at")
  }

  private func date(_ ready: ConnectorFile.Ready.Sign) async -> Instant? {
    let path: String
    switch ready {
    case .http(let own): path = own
    case .port: path = "/"
    case .log: return nil
    }
    let request = HTTPClientRequest(url: values.connectorURL + path)
    guard let answer = try? await client.execute(request, timeout: .seconds(5)) else { return nil }
    return answer.headers.first(name: "Date").flatMap(Instant.init(httpDate:))
  }

  /// What can be said of one process; nil for one that is ending.
  private static func look(at process: ProcessTable.Process) -> ClockFinding? {
    guard let hasLoaded = process.hasLoaded("libfaketime") else { return nil }
    guard hasLoaded else {
      return .real("its program \(process.program) does not load libfaketime, as static programs do not")
    }
    return process.isGo
      ? .real("its program \(process.program) is made with Go, which asks the kernel itself") : .follows
  }
}

extension Instant {
  /// Reads the one form of a date that servers write (RFC 9110 section 5.6.7), `Mon, 23 Nov 2026 12:00:00 GMT`.
  init?(httpDate text: String) {
    let parts = text.split(separator: " ").map(String.init)
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: parts[2]) else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    self.init(rfc3339: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
  }
}
