import ScenarioCore

/// What one command printed.
actor CommandOutput {
  private var standard: [UInt8] = []
  private var lines: [String] = []
  private var size = 0
  private var seen = 0
  private var quietLooks = 0

  /// Of more than this nothing is kept, in bytes.
  static let limit = 16 << 20
  /// So many looks in a row that find nothing new mean that a line without end is all there is to come.
  static let looksUntilQuiet = 6

  /// Keeps bytes, and the lines that they complete.
  func take(_ bytes: [UInt8], lines more: [String], from stream: OutputLine.Stream) {
    size += bytes.count
    guard size <= Self.limit else { return }
    if stream == .output { standard += bytes }
    lines += more
  }

  /// Standard output as it came.
  var standardOutput: String { String(decoding: standard, as: UTF8.self) }

  /// Both streams, line by line in order of arrival.
  var text: String { lines.joined(separator: "\n") }

  /// Looks whether the authorize URL was printed on standard output.
  func authorizeURL(loginURLs: [String]) -> String? {
    quietLooks = standard.count == seen ? quietLooks + 1 : 0
    seen = standard.count
    return PrintedAddress.authorizeURL(
      in: standardOutput, loginURLs: loginURLs, isQuiet: quietLooks >= Self.looksUntilQuiet)
  }
}
