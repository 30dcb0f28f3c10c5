import ArgumentParser
import AsyncHTTPClient
import Foundation
import Hummingbird

/// A small web connector: it connects one Procore user, reads the RFIs of a company and creates new ones.
@main
struct ExampleConnector: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "example-connector",
    abstract: "A small Procore connector with a web interface, configured by environment variables.",
    discussion: Settings.help)

  @Option(help: "Misbehave in one known way.")
  var defect: Defect?

  @Option(help: "Do something else that is right too.")
  var variation: Variation?

  @Flag(help: "Print the name and the meaning of every defect, and end.")
  var listDefects = false

  @Flag(help: "Print the name and the meaning of every variation, and end.")
  var listVariations = false

  private var conduct: Conduct { Conduct(defect: defect, variation: variation) }

  func run() async throws {
    if listDefects {
      for defect in Defect.allCases { Journal.line("\(defect.rawValue): \(defect.sentence)") }
      return
    }
    if listVariations {
      for variation in Variation.allCases { Journal.line("\(variation.rawValue): \(variation.sentence)") }
      return
    }
    let settings = try readSettings()
    let watchdog = Watchdog()
    let http = HTTPClient(
      eventLoopGroup: HTTPClient.defaultEventLoopGroup,
      configuration: Transport.configuration(trusting: settings.authorityFile))
    do {
      try await serve(settings, http: http)
    } catch {
      try await http.shutdown()
      Journal.complain("example-connector: \(error)")
      throw ExitCode.failure
    }
    try await http.shutdown()
    watchdog.cancel()
  }

  private func readSettings() throws -> Settings {
    do {
      return try Settings(ProcessInfo.processInfo.environment)
    } catch {
      Journal.complain("example-connector: \(error.sentence)")
      throw ExitCode(64)
    }
  }

  private func serve(_ settings: Settings, http: HTTPClient) async throws {
    if conduct.defect == .logsSettings { Journal.line("settings: \(settings)") }
    let transport = Transport(http: http, conduct: conduct)
    let endpoint = TokenEndpoint(settings: settings, transport: transport, conduct: conduct)
    let connections = Connections(settings: settings, endpoint: endpoint, transport: transport, conduct: conduct)
    let login = LoginRoutes(
      settings: settings, endpoint: endpoint, connections: connections, pending: PendingLogins(conduct: conduct),
      conduct: conduct)
    let actions = ActionRoutes(connections: connections, conduct: conduct)
    var application = Application(
      router: router(login, actions, conduct),
      configuration: .init(address: .hostname("127.0.0.1", port: settings.port), serverName: "example-connector"),
      onServerRunning: { _ in Journal.line("example-connector listens on http://localhost:\(settings.port)") })
    // The framework speaks only of what went wrong; what is worth reading is written to the journal.
    application.logger.logLevel = .error
    try await application.runService()
  }
}
