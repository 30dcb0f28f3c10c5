extension Diagnostic {
  /// The diagnostic as plain text over a few lines, without a line feed at the end and safe to send to a terminal.
  ///
  /// ```
  /// scenarios/refresh/one-cycle.json:7:18: error: unknown key "advanse"
  ///    7 |     { "id": "x", "advanse": "91m" }
  ///      |                  ^~~~~~~~~
  ///      at /steps/2/advanse
  ///      hint: did you mean "advance"?
  /// ```
  public func rendered() -> String {
    let head = place.map { "\($0): " } ?? ""
    var lines = [TerminalText.safe("\(head)\(severity.rawValue): \(message)")]
    let number = place.map { String($0.line) } ?? ""
    let gutter = String(repeating: " ", count: max(0, 4 - number.count)) + number
    let margin = String(repeating: " ", count: gutter.count)
    if let place, let excerpt {
      let shown = ShownLine(excerpt, column: place.column - excerptColumn, isCut: excerptColumn > 1, width: width)
      lines.append(shown.text.isEmpty ? "\(gutter) |" : "\(gutter) | \(shown.text)")
      lines.append("\(margin) | \(shown.marker)")
    }
    if let place, !place.pointer.isEmpty { lines.append("\(margin) at " + TerminalText.safe(place.pointer)) }
    if let hint { lines.append("\(margin) hint: " + TerminalText.safe(hint)) }
    return lines.joined(separator: "\n")
  }
}
