import Foundation
import JSONSource
import Testing

/// The reports for continuous integration are what their formats demand, in the eyes of programs that know nothing of
/// this project.
@Suite(.enabled(if: ReportFormats.tools != nil, "packages of PyPI could not be installed (python3 -m venv, pip)"))
struct ReportFormatTests {
  private static let runs = ["run", "run-passed", "hostile"]

  private func report(_ name: String) -> String {
    Checkout.root.appending(path: "Tests/GoldenTests/Golden/" + name).path
  }

  private func python(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    try #require(ReportFormats.tools).python(program, arguments)
  }

  /// Writes a report in which something was changed, so that it must be refused.
  private func broken(_ name: String, _ text: String, with replacement: String) throws -> String {
    let whole = try String(contentsOfFile: report(name), encoding: .utf8)
    try #require(whole.contains(text), "\(name) has no \(text)")
    let file = FileManager.default.temporaryDirectory.appending(path: "broken-\(UUID().uuidString)-\(name)")
    try Data(whole.replacing(text, with: replacement).utf8).write(to: file)
    return file.path
  }

  @Test func `JUnit is valid by the schema of Jenkins`() throws {
    let schema = try #require(ReportFormats.tools?.file("testing/example_scripts/junit-10.xsd", from: "pytest"))
    let validate = "import sys, xmlschema; xmlschema.XMLSchema(sys.argv[1]).validate(sys.argv[2])"
    for name in ["run-junit.txt", "hostile-junit.txt"] {
      #expect(try python(validate, [schema, report(name)]).status == 0, "\(name)")
    }
    let wrong = try broken("run-junit.txt", "<testcase name=", with: "<testcase title=")
    defer { try? FileManager.default.removeItem(atPath: wrong) }
    #expect(try python(validate, [schema, wrong]).status != 0)
  }

  @Test func `SARIF is valid by the schema of OASIS`() throws {
    let schema = try #require(ReportFormats.tools?.file("sarif-schema-2.1.0.json", from: "sarif_pydantic"))
    let validate = """
      import json, jsonschema, sys
      schema, log = [json.load(open(name, encoding="utf-8")) for name in sys.argv[1:]]
      sys.exit(sum(1 for _ in jsonschema.Draft7Validator(schema).iter_errors(log)))
      """
    for run in Self.runs {
      #expect(try python(validate, [schema, report("\(run)-sarif.txt")]).status == 0, "\(run)")
    }
    let wrong = try broken("run-sarif.txt", "\"level\": \"error\"", with: "\"level\": \"fatal\"")
    defer { try? FileManager.default.removeItem(atPath: wrong) }
    #expect(try python(validate, [schema, wrong]).status > 0)
  }

  @Test func `a harness of the Test Anything Protocol reads each point with its diagnostics`() throws {
    let read = """
      import sys
      from tap.parser import Parser
      for line in Parser().parse_file(sys.argv[1]):
          if line.category == "test":
              block = line.yaml_block or {}
              print("ok" if line.ok else "not ok", "skip" if line.skip else block["verdict"], len(block.get("findings", [])))
          else:
              print(line.category)
      """
    let run = try python(read, [report("run-tap.txt")]).output.split(separator: "\n")
    #expect(
      run == [
        "version", "diagnostic", "plan", "ok pass 0", "ok pass 1", "not ok fail 3", "not ok inconclusive 3",
        "ok skip 0",
        "not ok fail 3",
      ])
    let hostile = try python(read, [report("hostile-tap.txt")]).output.split(separator: "\n")
    #expect(hostile == ["version", "diagnostic", "plan", "not ok fail 1", "not ok fail 2"])
  }

  @Test func `GitHub's Markdown makes nothing of hostile words`() throws {
    let render = """
      import cmarkgfm, sys
      from cmarkgfm.cmark import Options
      text = open(sys.argv[1], encoding="utf-8").read()
      print(cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE))
      """
    let html = try python(render, [report("hostile-github-summary.txt")]).output
    #expect(html.contains("<table>"))
    #expect(html.contains("[d](http://evil.example) www.evil.example @everyone {0} | `e` # SKIP"))
    for markup in ["<img", "<a ", "<script", "<code>", "<em>"] { #expect(!html.contains(markup), "\(markup)") }
    #expect(html.components(separatedBy: "<tr>").count == 5)
  }

  @Test func `a reader of comma-separated values finds five columns in every row`() throws {
    let read = """
      import csv, sys
      rows = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8"), strict=True))
      print(sorted({len(row) for row in rows}), len(rows), sum(cell[:1] in "=+-@" for row in rows for cell in row if cell))
      """
    #expect(try python(read, [report("run-activity.txt")]).output == "[5] 4 0\n")
    #expect(try python(read, [report("hostile-activity.txt")]).output == "[5] 3 0\n")
  }
}

/// What knows the formats.
enum ReportFormats {
  /// The schema of JUnit is Jenkins's own (xUnit plugin, MIT licence), as pytest's source archive has it; that of SARIF
  /// is of OASIS, as the source archive of sarif-pydantic has it.
  static let tools = PythonTools(
    "report-formats",
    packages: [
      "jsonschema==4.26.0", "xmlschema==4.3.2", "tap.py==3.2.1", "PyYAML==6.0.4", "more-itertools==11.2.1",
      "cmarkgfm==2025.10.22",
    ],
    sources: ["pytest==9.2.0", "sarif-pydantic==0.6.2"])
}

/// The schema of CTRF stands here in our own words, so that no package is needed.
@Suite struct CTRFFormatTests {
  @Test(arguments: ["run", "run-passed", "hostile"]) func `CTRF is what its specification demands`(_ run: String) throws
  {
    let validator = SchemaValidator(try Checkout.value("Tests/SchemaTests/Formats/ctrf.schema.json"))
    let report = try Checkout.value("Tests/GoldenTests/Golden/\(run)-ctrf.txt")
    #expect(validator.validate(report).mistakes == [])
    let results = try #require(report["results"]?.objectValue)
    let tests = results["tests"]?.arrayValue ?? []
    #expect(results["summary"]?["tests"]?.integerValue == Int64(tests.count))
    for status in ["passed", "failed", "skipped", "other"] {
      let count = tests.count { $0["status"]?.stringValue == status }
      #expect(results["summary"]?[status]?.integerValue == Int64(count), "\(status)")
    }
    #expect(!validator.isValid(["reportFormat": "CTRF", "specVersion": "1.0.0", "results": [:]]))
  }
}
