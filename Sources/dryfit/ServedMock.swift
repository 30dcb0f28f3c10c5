import JSONSource
import MockCore
import MockServer
import ScenarioRunner

/// The mock of `dryfit serve` with the control API beside it.
struct ServedMock {
  private let first: OpenSandbox
  private let control: ControlListener

  /// Starts both.
  ///
  /// - Throws: ``MockServer/ListenerError``; then nothing listens.
  static func start(
    _ command: ServeCommand, world: World, profile: Profile, catalog: Catalog, home: Home
  ) async throws -> ServedMock {
    let logger = command.common.logger
    let mock = try Mock(
      world: world, profile: profile, catalog: catalog, redirectUri: command.redirectUri, clock: .system,
      seed: command.seed)
    let listeners = try await MockListeners.start(
      mock, address: command.address, loginPort: command.loginPort, apiPort: command.apiPort,
      filesPort: command.filesPort, explains: command.explain, logger: logger)
    let first = OpenSandbox(
      id: OpenSandbox.firstID, listeners: listeners,
      origin: .init(world: command.world, profile: command.profile, seed: command.seed))
    let fixtures = SandboxFixtures(home: home, catalog: catalog)
    let sandboxes = OpenSandboxes(
      first: first,
      standard: .init(
        world: world, profile: profile, redirectUri: command.redirectUri, explains: command.explain),
      fixtures: fixtures, logger: logger)
    do {
      let control = try await ControlListener.start(
        port: command.controlPort, over: sandboxes, fixtures: fixtures, logger: logger)
      return ServedMock(first: first, control: control)
    } catch {
      await listeners.stop()
      throw error
    }
  }

  /// Addresses, credentials and people, for people.
  var greeting: String {
    get async {
      let mock = first.listeners.mock
      return ServeGreeting(
        listeners: first.listeners, controlURL: control.url, app: await mock.app, apps: await mock.apps,
        directory: await mock.people
      ).text
    }
  }

  /// The address of the control API and the first sandbox as that shows it, on one line.
  var json: String {
    get async throws {
      let sandbox = await first.description(at: control.url).json
      return JSONValue.object(["controlURL": .string(control.url), "sandbox": sandbox]).encoded()
    }
  }

  /// Stops everything.
  func stop() async {
    await control.stop()
    await first.listeners.stop()
  }
}
