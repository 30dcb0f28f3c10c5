/// A source line as a terminal shows it, and below it the mark of the place.
struct ShownLine {
  /// The line, cut around the place where it is very long.
  let text: String
  /// Spaces, a caret, and tildes up to the end of what is marked.
  let marker: String

  private static let longest = 100
  /// What is shown before the place in a line that is cut.
  private static let lead = 40

  /// - Parameters:
  ///   - column: the scalar that the caret points at, from 0.
  ///   - isCut: whether the source line begins before this text.
  ///   - width: the number of scalars to mark.
  init(_ line: String, column: Int, isCut: Bool, width: Int) {
    let scalars = Array(line.unicodeScalars)
    let column = min(max(0, column), scalars.count + Self.longest)
    let width = min(max(1, width), scalars.count + 1)
    var range = scalars.indices
    if scalars.count > Self.longest {
      let start = max(0, min(column - Self.lead, scalars.count - Self.longest))
      range = start..<(start + Self.longest)
    }
    let isCutBefore = isCut || range.lowerBound > 0
    let end = max(column + 1, min(column + width, range.upperBound))
    let cells = range.map { TerminalText.cell(for: scalars[$0]) }
    var before = isCutBefore ? 1 : 0
    var marked = 0
    for (index, cell) in zip(range, cells) {
      if index < column { before += cell.width } else if index < end { marked += cell.width }
    }
    before += max(0, column - range.upperBound)
    let shown = cells.map(\.text).joined()
    let whole = (isCutBefore ? "…" : "") + shown + (range.upperBound < scalars.count ? "…" : "")
    text = String(whole.reversed().drop { $0 == " " }.reversed())
    marker = String(repeating: " ", count: before) + "^" + String(repeating: "~", count: max(0, marked - 1))
  }
}
