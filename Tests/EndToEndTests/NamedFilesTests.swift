import Foundation
import Testing

/// Files that files name, and files that are named to `dryfit validate`.
@Suite(.fewAtOnce)
struct NamedFilesTests {
  private let project: Project

  init() throws {
    project = try Project()
    try project.writeScenario()
  }

  private func write(connector changes: (inout [String: Any]) -> Void) throws {
    try project.copyExample()
    try project.edit(changes)
  }

  /// Expects that each of these is said where a file is validated.
  private func expect(_ said: String..., of paths: String...) async throws {
    let ended = try await project.dryfit(["validate"] + paths) { _ in }
    #expect(ended.status == 65 && ended.output == "", "\(ended)")
    for text in said { #expect(ended.errors.contains(text), "\(ended)") }
    #expect(ended.errors.contains("\n1 error; nothing was started"), "\(ended)")
  }

  private func validated(_ paths: String...) async throws -> String {
    let ended = try await project.dryfit(["validate"] + paths) { _ in }
    #expect(ended.status == 0, "\(ended)")
    return ended.output
  }

  private func scenario(_ members: String) -> String {
    """
    {
      "format": 1, "title": "A", \(members),
      "steps": [ { "login": {}, "expect": { "outcome": "connected" } } ]
    }
    """
  }

  // MARK: Files that files name

  @Test func `a missing file is told where it is named`() async throws {
    try project.write(scenario(#""profile": "./slow.json""#), to: "case.json")
    try await expect(#"case.json:2:41: error: there is no file slow.json"#, "at /profile", of: "case.json")
    try project.write(scenario(#""matrix": { "profile": ["procore", "procor"] }"#), to: "case.json")
    try await expect(
      "error: there is no file Fixtures/profiles/procor.json", "at /matrix/profile/1", #"did you mean "procore"?"#,
      of: "case.json")
  }

  @Test func `a profile that builds on nothing is told of, and the file itself is not proposed`() async throws {
    try project.write(#"{ "format": 1, "why": "x", "extends": "./slow1.json" }"#, to: "slow.json")
    try project.write(scenario(#""profile": "./slow.json""#), to: "case.json")
    let ended = try await project.dryfit("validate", "case.json")
    #expect(ended.errors.contains("slow.json:1:39: error: there is no file slow1.json"), "\(ended)")
    #expect(!ended.errors.contains("did you mean"), "\(ended)")
  }

  @Test(arguments: ["slow.json", "./slow.json", "././slow.json", "../FOLDER/slow.json"])
  func `a profile that extends itself is told once, however it spells its name`(name: String) async throws {
    let own = name.replacing("FOLDER", with: URL(filePath: project.path).lastPathComponent)
    try project.write(#"{ "format": 1, "why": "x", "extends": "\#(own)" }"#, to: "slow.json")
    try project.write(scenario(#""profile": "./slow.json""#), to: "case.json")
    try await expect("slow.json:1:39: error: the profile extends itself", "at /extends", of: "case.json")
  }

  // MARK: What a connector names

  @Test func `a world that a connector brings and that is not there is told once`() async throws {
    try write { $0["world"] = "ours.json" }
    try await expect("connector.json:1:", "error: there is no file ours.json", "at /world", of: "case.json", "login")
  }

  @Test func `a build that is not there is told where it is named`() async throws {
    try write { $0["artifact"] = ["dist"] }
    try await expect(
      "error: there is no file or folder dist", "at /artifact/0", "build the connector first", of: "case.json")
    try FileManager.default.createDirectory(atPath: project["dist"], withIntermediateDirectories: false)
    #expect(try await validated("case.json").hasPrefix("1 scenario, connector.json"))
  }

  @Test func `a variable that is not set is told, unless it has a default`() async throws {
    try write { $0["directory"] = "${env.NOT_SET_ANYWHERE}" }
    try await expect("error: the variable NOT_SET_ANYWHERE is not set", "at /directory", of: "case.json")
    try project.edit { $0["directory"] = "${env.NOT_SET_ANYWHERE:-.}" }
    #expect(try await validated("case.json").hasPrefix("1 scenario, connector.json"))
  }

  @Test(arguments: ["not a uri", "/cb", "http:///cb", "${connector.url}/cb#top"])
  func `an address to which no login may return is told`(uri: String) async throws {
    try write { $0["redirectUri"] = uri }
    try await expect("error: expected an absolute redirect URI", "at /redirectUri", of: "case.json")
  }

  @Test func `a redirect URI is not made of itself`() async throws {
    try write { $0["redirectUri"] = "${app.redirectUri}" }
    try await expect(#"error: "${app.redirectUri}" is what is said here"#, "at /redirectUri", of: "case.json")
  }

  // MARK: Kinds of files

  @Test func `each file is read as what it is`() async throws {
    for folder in ["worlds", "profiles"] {
      try FileManager.default.createDirectory(atPath: project[folder], withIntermediateDirectories: false)
    }
    try FileManager.default.copyItem(
      atPath: Built.file("Fixtures/worlds/one-company.json"), toPath: project["worlds/one.json"])
    try project.write(#"{ "format": 1, "why": "x", "extends": "procore", "tokenType": "b" }"#, to: "profiles/b.json")
    try project.write(#"{ "format": 1, "why": "x", "tokenTyp": "b" }"#, to: "bad.json")
    let read = try await validated("case.json", "worlds/one.json", "profiles")
    #expect(read == "1 scenario, worlds/one.json, profiles/b.json: no mistake found\n")
    try await expect(#"bad.json:1:28: error: unknown key "tokenTyp""#, of: "bad.json")
    #expect(
      try await validated(Built.file("Fixtures/catalog/rfis.json")) == "Fixtures/catalog/rfis.json: no mistake found\n")
    let connector = Built.file("Tests/Connectors/shell-oob/connector.json")
    #expect(try await validated(connector) == "Tests/Connectors/shell-oob/connector.json: no mistake found\n")
  }

  // MARK: Requirements and waivers

  @Test func `requirements and waivers that name what there is not are told`() async throws {
    try project.write(#"{ "format": 1, "required": ["login/happy"] }"#, to: "requirements.json")
    try await expect("requirements.json:1:29: error: there is no scenario", "at /required/0", of: "case.json")
    try project.write(#"{ "format": 1, "required": ["login/**", "case.json"] }"#, to: "requirements.json")
    try project.write(
      """
      { "format": 1, "waivers": [
        { "check": "expiry/margin", "scenario": "*", "owner": "qa", "reason": "r", "expires": "2020-01-31" } ] }
      """, to: "waivers.json")
    try await expect(
      "waivers.json:2:", "error: the waiver expired on 2020-01-31", "at /waivers/0/expires", of: "case.json")
  }
}
