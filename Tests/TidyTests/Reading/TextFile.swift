/// A text file of the repository.
struct TextFile: Sendable {
  /// Relative to the repository, with `/`.
  let path: String
  let text: String
  let isExecutable: Bool

  init(path: String, text: String, isExecutable: Bool = false) {
    self.path = path
    self.text = text
    self.isExecutable = isExecutable
  }

  /// Without the empty one after the last line feed.
  var lines: [Substring] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.last == "" ? lines.dropLast() : lines
  }

  /// The last component of the path, without what follows its first dot.
  var name: String { String(path.split(separator: "/").last?.prefix { $0 != "." } ?? "") }

  func isBelow(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }

  func finding(_ line: Int, _ message: String) -> Finding {
    Finding(path: path, line: line, message: message)
  }
}
