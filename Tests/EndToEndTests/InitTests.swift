import Foundation
import Testing

/// A connector file that nobody edited leads a real connector through its logins.
@Suite(.serialized, .timeLimit(.minutes(5))) struct InitTests {
  @Test(.enabled(if: InitFolder.hasPython, "there is no python3 in the PATH"))
  func `what init writes is enough for a login`() throws {
    let folder = try InitFolder()
    try folder.copy("Tests/Connectors/python-web/connector.py")
    let written = try folder.dryfit(
      "init", "--command", "python3 connector.py", "--login", "/connect", "--read", "/rfis?company_id=${company.id}")
    #expect(written.status == 0, "\(written.output)")
    #expect(written.output.contains("dryfit run login"))
    let validated = try folder.dryfit("validate", "dryfit/first.json")
    #expect(validated.status == 0, "\(validated.output)")
    let logins = try folder.dryfit("run", "login")
    #expect(logins.status == 0, "\(logins.output)")
    let first = try folder.dryfit("run", "dryfit/first.json")
    #expect(first.status == 0, "\(first.output)")
  }

  @Test func `no file is overwritten`() throws {
    let folder = try InitFolder()
    let arguments = ["init", "--command", "./server", "--login", "/connect", "--read", "/rfis"]
    #expect(try folder.dryfit(arguments).status == 0)
    try folder.write("mine", to: "connector.json")
    let again = try folder.dryfit(arguments)
    #expect(again.status == 64)
    #expect(again.output.contains("connector.json is there already"))
    #expect(try folder.text(of: "connector.json") == "mine")
  }

  @Test(arguments: [
    ["init", "--login", "/connect", "--read", "/rfis"],
    ["init", "--command", "./server", "--login", "connect", "--read", "/rfis"],
    ["init", "--command", "'./server", "--login", "/connect", "--read", "/rfis"],
  ])
  func `without a terminal a missing or wrong answer is a usage error`(_ arguments: [String]) throws {
    let folder = try InitFolder()
    #expect(try folder.dryfit(arguments).status == 64)
    #expect(throws: (any Error).self) { try folder.text(of: "connector.json") }
  }
}

/// A folder in which the command is called; it is gone when the test is over.
private final class InitFolder {
  static let hasPython = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
    FileManager.default.isExecutableFile(atPath: $0 + "/python3")
  }

  private static let repository = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL
  private static let program: URL = {
    #if os(macOS)
      let tests = Bundle(for: InitFolder.self).bundleURL
    #else
      let tests = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    #endif
    return tests.deletingLastPathComponent().resolvingSymlinksInPath().appending(path: "dryfit")
  }()

  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "dryfit-init-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func copy(_ path: String) throws {
    let source = Self.repository.appending(path: path)
    try FileManager.default.copyItem(at: source, to: url.appending(path: source.lastPathComponent))
  }

  func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: url.appending(path: name)) }

  func text(of name: String) throws -> String { try String(contentsOf: url.appending(path: name), encoding: .utf8) }

  func dryfit(_ arguments: String...) throws -> (status: Int32, output: String) { try dryfit(arguments) }

  /// Calls the command without a terminal; its output and its errors are one text.
  func dryfit(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.currentDirectoryURL = url
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["DRYFIT_HOME": Self.repository.path, "COLUMNS": "1000"]
    ) { $1 }
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
