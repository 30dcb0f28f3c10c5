import Foundation
import Subprocess
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

@testable import ScenarioRunner

/// Programs that others wrote, from PyPI, against `dryfit serve`: clients go through login, refresh, revocation and
/// errors, and a tester tries the control API.
@Suite(.fewAtOnce)
struct IndependentClientsTests {
  @Test(
    .enabled("python3, pip or PyPI is missing") { await IndependentClient("requests-oauthlib").isReady })
  func `requests-oauthlib is content`() async throws { try await check("requests-oauthlib") }

  @Test(.enabled("python3, pip or PyPI is missing") { await IndependentClient("authlib").isReady })
  func `authlib is content`() async throws { try await check("authlib") }

  @Test(.enabled("python3 from 3.12 on, pip or PyPI is missing") { await IndependentClient("pyprocore").isReady })
  func `pyprocore is content`() async throws { try await check("pyprocore") }

  @Test(.enabled("python3, pip or PyPI is missing") { await IndependentClient("propycore").isReady })
  func `propycore is content`() async throws {
    // It acts for itself, and names the company in the header of some calls only.
    try await check("propycore", serving: ["--world", "./world.json", "--profile", "company-header-optional"]) {
      try $0.writeWorldWithServiceAccount(to: "world.json")
    }
  }

  @Test(.enabled("python3, pip or PyPI is missing") { await IndependentClient("schemathesis").isReady })
  func `schemathesis finds the control API to be as it is described`() async throws {
    // A thousand requests, which a busy machine is slow about.
    try await check("schemathesis", within: .seconds(900))
  }

  private static let redirectUri = "http://localhost:3999/callback"

  private func check(
    _ client: String, within patience: Duration = Project.patience, serving arguments: [String] = [],
    preparing prepare: (Project) throws -> Void = { _ in }
  ) async throws {
    let project = try Project()
    defer { withExtendedLifetime(project) {} }
    try prepare(project)
    let served = project.configuration(
      [
        "serve", "--login-port", "0", "--api-port", "0", "--control-port", "0", "--redirect-uri", Self.redirectUri,
      ] + arguments)
    let ended = try await Deadline.run(within: patience) {
      try await Subprocess.run(served, input: .none, output: .sequence, error: .discarded) { execution in
        var greeting = ""
        for try await line in execution.standardOutput.strings() {
          greeting += line + "\n"
          if line.contains("Ctrl-C ends it.") { break }
        }
        let ended = try await IndependentClient(client).run(try Self.variables(in: greeting), in: project)
        try execution.send(signal: .interrupt)
        return ended
      }.closureResult
    }
    #expect(ended.status == 0, "\(ended)")
  }

  /// What the script is told of the mock.
  private static func variables(in greeting: String) throws -> [String: String] {
    func value(_ pattern: Regex<(Substring, Substring)>) throws -> String {
      String(try #require(greeting.firstMatch(of: pattern)?.output.1, "\(greeting)"))
    }
    return [
      "LOGIN_URL": try value(/login host +(\S+)/), "API_URL": try value(/API host +(\S+)/),
      "CLIENT_ID": try value(/client id +(\S+)/), "CLIENT_SECRET": try value(/client secret +(\S+)/),
      "REDIRECT_URI": redirectUri, "CONTROL_URL": try value(/control API +(\S+)/),
    ]
  }
}

/// A client from PyPI in a virtual environment of its own, which lies beside what was built and is made once.
private struct IndependentClient {
  private let name: String
  private static let scripts = Built.file("Tests/Connectors/independent-clients/")

  init(_ name: String) { self.name = name }

  private var folder: String {
    URL(filePath: Built.dryfit).deletingLastPathComponent().appending(path: "python-\(name)").path
  }

  /// Whether it could be installed.
  var isReady: Bool {
    get async {
      let ended = try? await call(Self.scripts + "prepare", [name, folder], [:])
      return ended?.status == 0
    }
  }

  /// Lets it do what it is to do.
  func run(_ variables: [String: String], in project: Project) async throws -> Ended {
    try await call(
      folder + "/bin/python", [Self.scripts + "clients.py", name], variables, workingDirectory: FilePath(project.path))
  }

  private func call(
    _ program: String, _ arguments: [String], _ variables: [String: String], workingDirectory: FilePath? = nil
  ) async throws -> Ended {
    let result = try await Subprocess.run(
      .path(FilePath(program)), arguments: Arguments(arguments),
      environment: .inherit.updating(
        Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0), $1) })),
      workingDirectory: workingDirectory, input: .none, output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
    return Ended(
      status: result.terminationStatus.number, output: result.standardOutput,
      errors: result.standardError)
  }
}

extension Project {
  /// Writes the world of the standard suite, whose app may also act for itself, as Pat.
  fileprivate func writeWorldWithServiceAccount(to name: String) throws {
    let data = try Data(contentsOf: URL(filePath: Built.file("Fixtures/worlds/two-companies.json")))
    var world = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    var apps = world["apps"] as? [[String: Any]] ?? []
    apps[0]["grants"] = ["authorization_code", "refresh_token", "client_credentials"]
    apps[0]["serviceAccount"] = 100
    world["apps"] = apps
    try JSONSerialization.data(withJSONObject: world).write(to: URL(filePath: self[name]))
  }
}
