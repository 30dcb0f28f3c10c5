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

  /// The names of the files in a report of check-jsonschema.
  private func refusedFiles(in report: String) -> Set<String>? {
    let json = JSONParser.parse(SourceFile(name: "report", text: report), into: Diagnostics())
    guard let errors = json?["errors"]?.value.arrayValue else { return nil }
    return Set(errors.compactMap { $0["filename"]?.stringValue.map { URL(filePath: $0).lastPathComponent } })
  }
}

/// check-jsonschema from PyPI, installed once into a folder of its own.
enum CheckJSONSchema {
  static let isThere = (try? install()) == true

  private static let folder = FileManager.default.temporaryDirectory.appending(path: "dryfit-check-jsonschema")
  private static let program = folder.appending(path: "bin/check-jsonschema").path

  /// Runs it; its output is read while it runs, so that a full pipe holds nothing up.
  static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
    try start(program, arguments)
  }

  private static func install() throws -> Bool {
    if (try? run(["--version"]))?.status == 0 { return true }
    guard try start("/usr/bin/env", ["python3", "-m", "venv", folder.path]).status == 0 else { return false }
    let pip = ["install", "--quiet", "--retries", "1", "--timeout", "20", "check-jsonschema==0.39.0"]
    return try start(folder.appending(path: "bin/pip").path, pip).status == 0
  }

  private static func start(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
