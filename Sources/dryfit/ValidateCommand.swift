import ArgumentParser
import ScenarioRunner

/// `dryfit validate`: reads every file and reports every mistake; starts nothing.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Reads scenarios and the project's files and reports every mistake.",
    discussion: "EXAMPLE: dryfit validate scenarios/our/case.json --connector connector.json")

  @Argument(help: "Scenario files or folders; none means the standard suite.", completion: .file())
  var paths: [String] = []
  @OptionGroup var project: ProjectOptions

  func run() async throws {
    try await reportingFailures {
      let files = try FileLoader.here()
      let hasConnector = project.connector != nil || isThere(project.connectorPath)
      let connector = hasConnector ? files.connector(project.connectorPath) : nil
      let scenarios = files.scenarios(paths)
      let count = Set(scenarios.map(\.scenario.value.identity)).count
      var read = count == 1 ? "1 scenario" : "\(count) scenarios"
      if connector != nil { read += ", connector.json" }
      if let path = project.manifestPath, files.manifest(path) != nil { read += ", manifest.json" }
      if let path = project.requirementsPath, files.requirements(path) != nil { read += ", requirements.json" }
      if let path = project.waiversPath, files.waivers(path) != nil { read += ", waivers.json" }
      try check(files.diagnostics)
      print("\(read): no mistake found")
    }
  }
}
