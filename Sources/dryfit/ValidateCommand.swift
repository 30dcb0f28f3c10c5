import ArgumentParser
import JSONSource
import ScenarioRunner

/// `dryfit validate`: reads every file and reports every mistake; starts nothing.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Reads scenarios and the project's files and reports every mistake.",
    discussion: "EXAMPLE: dryfit validate scenarios/our/case.json --connector connector.json")

  @Argument(
    help: "Files of any kind, folders, or names of the standard suite; none means the standard suite.",
    completion: .file())
  var paths: [String] = []
  @Flag(help: "Print the mistakes as JSON.")
  var json = false
  @OptionGroup var project: ProjectOptions

  func run() async throws {
    try await reportingFailures {
      let files = try FileLoader.here()
      let validation = ProjectValidation(files: files, paths: paths, project: project)
      let read = validation.read()
      if json { Self.list(files.diagnostics) }
      try check(files.diagnostics)
      guard !json else { return }
      print("\(read.joined(separator: ", ")): no mistake found")
    }
  }

  private static func list(_ diagnostics: Diagnostics) {
    let list = diagnostics.all.map { diagnostic -> JSONValue in
      var object: JSONObject = [
        "severity": .string(diagnostic.severity.rawValue), "message": .string(diagnostic.message),
      ]
      if let place = diagnostic.place {
        object["file"] = .string(place.file)
        object["line"] = .integer(Int64(place.line))
        object["column"] = .integer(Int64(place.column))
        object["pointer"] = .string(place.pointer)
      }
      object["hint"] = diagnostic.hint.map(JSONValue.string)
      return .object(object)
    }
    Listing.show(["diagnostics": .array(list)])
  }
}
