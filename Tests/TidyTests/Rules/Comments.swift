/// Marks of unfinished work.
func unfinishedWork(in file: TextFile) -> [Finding] {
  file.lines.enumerated().flatMap { index, line in marksOfUnfinishedWork(String(line), file, index + 1) }
}

/// In Swift only comments are looked at, so that a test can speak of the marks.
func unfinishedWork(in source: SwiftText) -> [Finding] {
  source.lines.flatMap { marksOfUnfinishedWork($0.comment, source.file, $0.number) }
}

private func marksOfUnfinishedWork(_ text: String, _ file: TextFile, _ line: Int) -> [Finding] {
  // In halves, so that this file is not a finding of its own.
  ["TO" + "DO", "FIX" + "ME", "XX" + "X"].filter { BannedText($0, "").occurs(in: text) }.map {
    file.finding(line, "\"\($0)\" is banned everywhere, do it or leave it")
  }
}

/// Comments that look like code which somebody switched off.
func commentedOutCode(in source: SwiftText) -> [Finding] {
  source.lines.compactMap { line in
    let comment = line.comment.drop { $0 == " " }
    guard comment.hasPrefix("//"), !comment.hasPrefix("///"), isCode(comment.dropFirst(2)) else { return nil }
    return source.finding(line, "this comment looks like code, remove it: the history remembers")
  }
}

private func isCode(_ comment: Substring) -> Bool {
  let text = comment.drop { $0 == " " }
  return ["let ", "var ", "func ", "return ", "}", "self."].contains { text.hasPrefix($0) }
    || ["{", ";"].contains { text.hasSuffix($0) }
}
