import Foundation
import Testing

/// Files full of different mistakes: each is told at its place, all in one go, and nothing starts.
@Suite(.fewAtOnce)
struct BadFilesTests {
  /// A project with the bad files beside a right one of each kind.
  private func project() throws -> Project {
    let project = try Project()
    for name in ["world.json", "profile.json"] {
      try FileManager.default.copyItem(
        atPath: Built.file("Tests/EndToEndTests/BadFiles/" + name), toPath: project[name])
    }
    return project
  }

  /// Dryfit's own files, with a catalog file more, in the project's folder.
  private func homeWithBadCatalog(in project: Project) throws -> [String: String] {
    let home = project["home"]
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: false)
    for folder in ["Fixtures", "scenarios"] {
      try FileManager.default.copyItem(atPath: Built.file(folder), toPath: home + "/" + folder)
    }
    try FileManager.default.copyItem(
      atPath: Built.file("Tests/EndToEndTests/BadFiles/catalog.json"), toPath: home + "/Fixtures/catalog/sites.json")
    return ["DRYFIT_HOME": home]
  }

  /// Expects that nothing was started, and that something is said of each of these lines of a file.
  private func expect(_ ended: Ended, tellsOf lines: Set<Int>, of file: String) throws {
    #expect(ended.status == 65 && ended.output == "", "\(ended)")
    #expect(ended.errors.contains("errors; nothing was started"), "\(ended)")
    let told = ended.errors.split(separator: "\n").compactMap { line -> Int? in
      guard line.hasPrefix("\(file):") else { return nil }
      return line.dropFirst(file.count + 1).split(separator: ":").first.flatMap { Int($0) }
    }
    #expect(lines.subtracting(told) == [], "\(ended)")
  }

  @Test func `a world`() async throws {
    let project = try project()
    let ended = try await project.dryfit("serve", "--world", "world.json")
    let lines = [2, 4, 5, 6, 9, 10, 13, 14, 15, 19, 20, 21, 23, 26, 27, 28, 33, 34, 35, 36, 37, 38, 40, 42]
    try expect(ended, tellsOf: Set(lines), of: "world.json")
  }

  @Test func `a profile`() async throws {
    let project = try project()
    let ended = try await project.dryfit("serve", "--profile", "profile.json")
    try expect(ended, tellsOf: [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 15], of: "profile.json")
    let count = ended.errors.split(separator: "\n").count { $0.hasPrefix("profile.json:") }
    #expect(count >= 25, "\(ended)")
  }

  @Test func `a catalog`() async throws {
    let project = try project()
    let ended = try await project.dryfit("serve", "--list", variables: try homeWithBadCatalog(in: project))
    let file = "home/Fixtures/catalog/sites.json"
    try expect(ended, tellsOf: [5, 6, 7, 10, 11, 12, 15, 16, 20, 21, 23], of: file)
  }

  @Test func `all three at once, in a run`() async throws {
    let project = try project()
    try project.writeShellConnector("echo $$ > started; echo ready; exec tail -f /dev/null")
    try project.write(
      """
      {
        "format": 1, "title": "A", "world": "./world.json", "profile": "./profile.json",
        "steps": [ { "login": {}, "expect": { "outcome": "connected" } } ]
      }
      """, to: "case.json")
    let home = try homeWithBadCatalog(in: project)
    let ended = try await project.dryfit(["run", "case.json"], home) { _ in }
    #expect(ended.status == 65, "\(ended)")
    for file in ["world.json", "profile.json", "Fixtures/catalog/sites.json"] {
      #expect(ended.errors.contains("\(file):"), "\(ended)")
    }
    #expect(project.number(in: "started") == nil)
  }
}
