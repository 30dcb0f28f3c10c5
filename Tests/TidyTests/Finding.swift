import Testing

/// One breach of a house rule, and the line where it stands.
struct Finding: Equatable, Sendable, CustomStringConvertible {
  /// Relative to the repository.
  let path: String
  /// From 1.
  let line: Int
  let message: String

  var description: String { "\(path):\(line): error: \(message)" }
}

/// Makes every finding an issue of the test that is running.
func expectNone(_ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation) {
  for finding in findings {
    Issue.record(Comment(rawValue: finding.description), sourceLocation: sourceLocation)
  }
}
