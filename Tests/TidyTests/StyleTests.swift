import Testing

struct StyleTests {
  private func source(_ text: String, path: String = "Sources/MockCore/Call.swift") -> SwiftText {
    SwiftText(path: path, text)
  }

  // In halves, so that this file is not a finding of its own.
  private static let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]

  @Test(arguments: marks) func `a mark of unfinished work is found`(_ mark: String) {
    #expect(unfinishedWork(in: source("let a = 1  // \(mark): b")).count == 1)
    #expect(unfinishedWork(in: source("let a = \"\(mark)\"")).isEmpty)
    #expect(unfinishedWork(in: TextFile(path: "README.md", text: "b\n\(mark) a")).map(\.line) == [2])
    #expect(unfinishedWork(in: TextFile(path: "script/demo", text: "mktemp -d a.\(mark)\(mark)")).isEmpty)
  }

  @Test func `nothing is left to be done`() throws {
    let files = try Repository.current().files.filter { !$0.path.hasSuffix(".swift") }
    expectNone(files.flatMap { unfinishedWork(in: $0) })
    expectNone(try Repository.current().swift.flatMap { unfinishedWork(in: $0) })
  }

  @Test(arguments: ["// let a = 1", "//var a = 1", "  // func a()", "// return a", "// }", "// if a {", "// a();"])
  func `code behind a comment mark is found`(_ line: String) {
    #expect(commentedOutCode(in: source(line)).count == 1)
  }

  @Test(arguments: ["// Returns the token.", "/// let me say", "let a = 1  // letters", "let b = \"// let a\""])
  func `a remark is no code`(_ line: String) {
    #expect(commentedOutCode(in: source(line)).isEmpty)
  }

  @Test func `no code is behind a comment mark`() throws {
    expectNone(try Repository.current().swift.flatMap(commentedOutCode))
  }

  @Test func `a line of 121 columns is found`() {
    let line = String(repeating: "ä", count: 120)
    #expect(longLines(in: source("b\n\(line)\n", path: "a.swift")).isEmpty)
    #expect(
      longLines(in: source("b\n\(line)ä\n", path: "a.swift")).map(\.description)
        == ["a.swift:2: error: 121 columns, at most 120 are allowed"])
  }

  @Test func `a long quoted line is found in sources, and not in tests`() {
    let quoted = "let a = \"\"\"\n\(String(repeating: "a", count: 121))\n\"\"\""
    #expect(longLines(in: source(quoted, path: "Sources/Reports/XML.swift")).map(\.line) == [2])
    #expect(longLines(in: source(quoted, path: "Tests/GoldenTests/XMLTests.swift")).isEmpty)
    #expect(longLines(in: source("// " + quoted, path: "Tests/GoldenTests/XMLTests.swift")).count == 1)
  }

  @Test func `a file of 401 lines is found`() {
    let lines = String(repeating: "a\n", count: 400)
    #expect(longFiles(TextFile(path: "a.swift", text: lines)).isEmpty)
    #expect(longFiles(TextFile(path: "a.swift", text: lines + "a")).count == 1)
  }

  @Test func `long files are the exception`() {
    func file(_ count: Int) -> TextFile { TextFile(path: "a.swift", text: String(repeating: "a\n", count: count)) }
    #expect(medianLength(of: [file(10), file(99), file(400)]).isEmpty)
    #expect(medianLength(of: [file(10), file(100), file(400)]).count == 1)
    #expect(medianLength(of: []).isEmpty)
  }

  @Test func `files and lines are short`() throws {
    let repository = try Repository.current()
    expectNone(repository.swift.flatMap { longLines(in: $0) + longFiles($0.file) })
    expectNone(medianLength(of: repository.sources.map(\.file)))
  }

  @Test(arguments: [
    "public struct Environment {", "final class TokenManager: B {", "enum Utils {", "actor Sandbox {",
    "typealias Context = Int", "protocol LoginService {", "struct TestHelper<A> {",
  ])
  func `a name that says nothing is found`(_ line: String) {
    #expect(forbiddenNames(in: source(line)).count == 1)
  }

  @Test(arguments: [
    "struct EnvironmentVariable {", "let manager = Manager()", "class func helper() {}", "enum SandboxKind {",
    "// a struct Environment {", "case actor(Manager)",
  ])
  func `other names are not`(_ line: String) {
    #expect(forbiddenNames(in: source(line)).isEmpty)
  }

  @Test func `a file's name is a name too`() {
    #expect(forbiddenNames(in: source("", path: "Sources/MockCore/StringUtils.swift")).count == 1)
    #expect(forbiddenNames(in: source("", path: "Sources/MockCore/Call+reading.swift")).isEmpty)
  }

  @Test func `types have names that say what they are`() throws {
    expectNone(try Repository.current().swift.flatMap(forbiddenNames))
  }
}

struct DocumentationTests {
  private func lines(_ text: String) -> [Int] {
    undocumentedDeclarations(in: SwiftText(path: "Sources/MockCore/Call.swift", text)).map(\.line)
  }

  @Test(arguments: [
    "public struct Call {", "  public let path: String", "public static func a()", "@inlinable public init?(a: Int)",
    "public private(set) var a = 1", "public init(a: Int)", "open class A {", "public final class A {",
    "/// A call.\n\npublic struct Call {", "// A call.\npublic struct Call {", "///\npublic struct Call {",
  ])
  func `a public declaration without a sentence is found`(_ text: String) {
    #expect(lines(text).count == 1)
  }

  @Test(arguments: [
    "/// A call.\npublic struct Call {", "struct Call {", "public import JSONSource", "extension Call: Codable {}",
    "  /// Where.\n  @discardableResult\n  public func a() -> Int", "let text = \"public func a()\"",
  ])
  func `a documented one, and one that is not public, are not`(_ text: String) {
    #expect(lines(text).isEmpty)
  }

  @Test func `an example may end a doc comment`() {
    #expect(lines("/// A call.\n/// ```\npublic struct Call {").isEmpty)
  }

  @Test func `public declarations are documented`() throws {
    expectNone(try Repository.current().sources.flatMap(undocumentedDeclarations))
  }
}
