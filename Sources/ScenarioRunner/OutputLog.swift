import MockServer
import ScenarioCore

/// What the connector's processes printed, line by line, with the place of each line among the exchanges.
actor OutputLog {
  private(set) var lines: [OutputLine] = []
  private let mock: Mock

  /// More lines than this are counted and not kept.
  static let linesKept = 20_000
  /// A longer line is cut.
  static let longestLine = 64 << 10

  init(mock: Mock) {
    self.mock = mock
  }

  func add(_ text: String, to stream: OutputLine.Stream) async {
    let count = await mock.exchangeCount
    if lines.count < Self.linesKept {
      let cut = text.utf8.count > Self.longestLine ? String(text.prefix(Self.longestLine)) + " …" : text
      lines.append(OutputLine(stream: stream, text: cut, exchangesBefore: count))
    }
  }

  /// Whether a text was printed.
  func contains(_ text: String) -> Bool { lines.contains { $0.text.contains(text) } }

  /// The lines as plain text.
  var texts: [String] { lines.map(\.text) }
}
