import Foundation
import Testing

/// What a step of a story printed, without what differs from one time and machine to the next.
///
/// It is compared with a file below `Golden`. With `DRYFIT_RECORD_GOLDEN=1` the files are written instead, and the test
/// fails to say so; where `CI` is set nothing is written.
struct StoryStep {
  /// The command with its exit status and all that it printed.
  let text: String

  /// Takes the step down.
  init(_ command: String, _ ended: Ended, in project: Project) {
    var text = "$ dryfit \(command)\n\(Self.withoutSurroundings(ended.output))"
    if !ended.errors.isEmpty { text += "--- standard error\n\(ended.errors)" }
    text += "--- exit status \(ended.status)\n"
    text = text.replacing(project.path, with: "PROJECT").replacing(Built.repository, with: "DRYFIT")
    text = text.replacing(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/, with: "KEY")
    text = text.replacing(/\b[0-9a-f]{64}\b/, with: "DIGEST").replacing(/\b[0-9a-f]{12}\b/, with: "DIGEST")
    text = text.replacing(/\b202\d-\d\d-\d\dT[0-9:.]+Z/, with: "TIME")
    self.text = text.replacing(/\b\d+(\.\d+)? ?(s|ms)\b/, with: "SECONDS")
  }

  /// A text without what was seen around a finding, whose times and order differ.
  private static func withoutSurroundings(_ text: String) -> String {
    var isInside = false
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      if line.hasPrefix("    Around it") { isInside = true } else if !line.hasPrefix("      ") { isInside = false }
      return !isInside
    }
    return lines.joined(separator: "\n")
  }

  /// Expects the text of `Golden/NAME`.
  func expect(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: Built.file("Tests/EndToEndTests/Golden/" + name))
    let variables = ProcessInfo.processInfo.environment
    if variables["DRYFIT_RECORD_GOLDEN"] == "1" {
      try #require(
        variables["CI"] == nil, "golden files are not recorded where CI is set", sourceLocation: sourceLocation)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(name); look at the change, then test again", sourceLocation: sourceLocation)
      return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    let hint: Comment = "\(name) differs; with DRYFIT_RECORD_GOLDEN=1 the tests write it anew"
    #expect(text == expected, hint, sourceLocation: sourceLocation)
  }
}
