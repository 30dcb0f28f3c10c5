import Foundation
import Testing

/// Compares texts with files beside the tests.
///
/// With `DRYFIT_RECORD_GOLDEN=1` the files are written instead, and the test fails to say so; where `CI` is set nothing
/// is written.
enum Golden {
  /// Expects the text of `Golden/NAME`.
  static func expect(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    let file = folder.appendingPathComponent(name)
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
