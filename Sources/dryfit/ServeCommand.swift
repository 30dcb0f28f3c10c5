import ArgumentParser
import Foundation
import MockCore
import MockServer
import Reports
import ScenarioRunner

/// `dryfit serve`: the mock alone, for people.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Starts the mock Procore and prints how to reach it and who can log in.",
    discussion: """
      EXAMPLE: dryfit serve --redirect-uri http://localhost:3000/oauth/callback

      It listens on this machine alone. Without --redirect-uri the app's redirect URI is \
      urn:ietf:wg:oauth:2.0:oob, and the code is shown on a page. With --manifest a company's administrator installs \
      the app's version by its key, updates and uninstalls it, as in Procore.
      """)

  @Option(help: "The world: a name under Fixtures/worlds, or a path.")
  var world = "two-companies"
  @Option(help: "The profile: a name under Fixtures/profiles, or a path.")
  var profile = "procore"
  @Option(help: "The redirect URI that is registered for the app, exactly as the connector sends it.")
  var redirectUri = "urn:ietf:wg:oauth:2.0:oob"
  @Option(
    help: "A manifest whose version companies can install at the App Management page; may be repeated.",
    completion: .file(extensions: ["json"]))
  var manifest: [String] = []
  @Option(help: "The ledger that knows the keys of versions (default: .dryfit/ledger.sqlite, where it is there).")
  var ledger = ".dryfit/ledger.sqlite"
  @Option(help: "The port of the authorization server; 0 for any free one.")
  var loginPort = 9310
  @Option(help: "The port of the REST API; 0 for any free one.")
  var apiPort = 9311
  @Option(help: "The port of the host that serves files; 0 for any free one.")
  var filesPort = 0
  @Option(help: "The port of the control API, which listens on this machine alone; 0 for any free one.")
  var controlPort = 9312
  @Option(help: "The address to listen on. Others than the loopback let anybody in who can reach it.")
  var address = MockListeners.loopback
  @Option(help: "The seed of all identifiers.")
  var seed: UInt64 = 1
  @Flag(help: "Say in the header X-Mock-Grounds of every answer why it is what it is.")
  var explain = false
  @Flag(help: "Print the operations of the API and what each needs, and end.")
  var list = false
  @Flag(help: "Print JSON: one line in place of the greeting, for the program that starts this; or the --list.")
  var json = false
  @OptionGroup var common: CommonOptions

  func validate() throws {
    let ports = [
      ("--login-port", loginPort), ("--api-port", apiPort), ("--files-port", filesPort),
      ("--control-port", controlPort),
    ]
    for (option, port) in ports where !(0...65_535).contains(port) {
      throw ValidationError("\(option) must be from 0 to 65535, and is \(port).")
    }
    guard URIRule.isRedirectInRun(redirectUri) else {
      throw ValidationError("--redirect-uri must be \(URIRule.redirectInRun), and is \"\(redirectUri)\".")
    }
  }

  func run() async throws {
    try await reportingFailures {
      let files = try FileLoader.here()
      if list { return try printOperations(files) }
      let folder = FileManager.default.currentDirectoryPath
      let world = files.world(world, relativeTo: folder)
      let profile = files.profile(profile, relativeTo: folder)
      let catalog = files.catalog()
      let manifests = manifest.compactMap { files.manifest($0) }
      try check(files.diagnostics)
      guard let world, let profile else { throw ExitStatus.fileWrong }
      let versions = try ServedVersions(manifests: manifests.map(\.value), ledger: ledger, seed: seed).versions
      let offered = versions.isEmpty ? world.value : world.value.offering(versions)
      let served = try await ServedMock.start(
        self, world: offered, profile: profile.value, catalog: catalog.value, home: files.home)
      print(json ? try await served.json : await served.greeting)
      Terminal.flush()
      do {
        try await interruptible { for await _ in AsyncStream<Never>.makeStream().stream {} }
      } catch is Interrupted {
        await served.stop()
      }
    }
  }

  private func printOperations(_ files: FileLoader) throws {
    let catalog = files.catalog()
    try check(files.diagnostics)
    let table = OperationTable(catalog.value)
    print(json ? table.json : table.text, terminator: "")
  }
}
