/// Lines of more than 120 columns; in a test, quoted lines may be as long as what they are compared with.
func longLines(in source: SwiftText) -> [Finding] {
  source.lines.filter { $0.text.count > 120 && !(source.file.isBelow("Tests") && $0.isQuoted) }.map { line in
    source.finding(line, "\(line.text.count) columns, at most 120 are allowed")
  }
}

/// Files of more than 400 lines.
func longFiles(_ file: TextFile) -> [Finding] {
  let count = file.lines.count
  return count > 400 ? [file.finding(401, "\(count) lines, at most 400 are allowed: find the second noun in it")] : []
}

/// The length that half of the files do not exceed must be below 100 lines.
func medianLength(of files: [TextFile]) -> [Finding] {
  let lengths = files.map(\.lines.count).sorted()
  guard let median = lengths.isEmpty ? nil : lengths[lengths.count / 2], median >= 100 else { return [] }
  return [Finding(path: "Sources", line: 1, message: "half of the files have \(median) lines or more, aim below 100")]
}
