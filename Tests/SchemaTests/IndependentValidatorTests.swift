import Foundation
import JSONSource
import Testing

/// The same files, judged by a validator that knows nothing of this project.
@Suite(.enabled(if: CheckJSONSchema.isThere, "check-jsonschema could not be installed (python3 -m venv, pip)"))
struct IndependentValidatorTests {
  @Test func `every schema is one of draft 2020-12`() throws {
    let paths = Checkout.json(below: "Fixtures/schemas").map { Checkout.root.appending(path: $0).path }
    #expect(try CheckJSONSchema.run(["--check-metaschema"] + paths).status == 0)
  }

  @Test(arguments: FileKind.allCases)
  func `an independent validator takes and refuses the same files`(_ kind: FileKind) throws {
    let validator = try kind.validator()
    var files = try (kind.shipped + kind.examples).map { (name: $0, value: try Checkout.value($0)) }
    for path in kind.examples {
      files += Mistake.all(in: try Checkout.value(path), by: validator).map { ("\(path) \($0.place)", $0.file) }
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "dryfit-schema-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (index, file) in files.enumerated() {
      try Data(file.value.encoded().utf8).write(to: folder.appending(path: "\(index).json"))
    }
    let schema = Checkout.root.appending(path: kind.schemaPath).path
    let paths = files.indices.map { folder.appending(path: "\($0).json").path }
    let output = try CheckJSONSchema.run(["--schemafile", schema, "-o", "json"] + paths).output
    let refused = try #require(refusedFiles(in: output))
    for (index, file) in files.enumerated() {
      #expect(refused.contains("\(index).json") != validator.isValid(file.value), "\(file.name)")
    }
    #expect(!refused.isEmpty && refused.count < files.count)
  }

  @Test(arguments: [
    ("name: connector", ["vendor.github-workflows"]),
    ("parallel: 4", ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"]),
  ])
  func `the recipes of the README are ones that the services take`(_ line: String, _ schema: [String]) throws {
    let text = try String(contentsOf: Checkout.root.appending(path: "README.md"), encoding: .utf8)
    let blocks = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
    let recipe = try #require(blocks.first { $0.contains(line) })
    let file = FileManager.default.temporaryDirectory.appending(path: "recipe-\(UUID().uuidString).yml")
    defer { try? FileManager.default.removeItem(at: file) }
    for (text, isRight) in [(recipe, true), (recipe.replacing("needs:", with: "neds:"), false)] {
      try Data(text.utf8).write(to: file)
      let validated = try CheckJSONSchema.run(["--builtin-schema"] + schema + [file.path])
      #expect((validated.status == 0) == isRight, "\(validated.output)")
    }
  }

  /// The names of the files in a report of check-jsonschema.
  private func refusedFiles(in report: String) -> Set<String>? {
    let json = JSONParser.parse(SourceFile(name: "report", text: report), into: Diagnostics())
    guard let errors = json?["errors"]?.value.arrayValue else { return nil }
    return Set(errors.compactMap { $0["filename"]?.stringValue.map { URL(filePath: $0).lastPathComponent } })
  }
}

/// check-jsonschema from PyPI.
enum CheckJSONSchema {
  private static let tools = PythonTools("check-jsonschema", packages: ["check-jsonschema==0.39.0"])

  static let isThere = tools != nil

  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    try #require(tools).python("from check_jsonschema import main; main()", arguments)
  }
}
