import MockServer
import ScenarioCore

/// What the connector's processes printed, line by line, with the place of each line among the exchanges.
actor OutputLog {
  private(set) var lines: [OutputLine] = []
  private var mock: Mock

  /// More lines than this are counted and not kept.
  static let linesKept = 20_000
  init(mock: Mock) {
    self.mock = mock
  }

  /// Begins anew, for another scenario of the same process.
  func begin(with mock: Mock) {
    self.mock = mock
    lines = []
  }

  /// Keeps some lines.
  func add(_ texts: [String], to stream: OutputLine.Stream) async {
    guard !texts.isEmpty else { return }
    let mock = mock
    let count = await mock.exchangeCount
    // What came before another scenario began does not belong to it.
    guard mock === self.mock else { return }
    let room = max(0, Self.linesKept - lines.count)
    lines += texts.prefix(room).map { OutputLine(stream: stream, text: $0, exchangesBefore: count) }
  }

  /// Whether a text was printed behind the first so many lines.
  func contains(_ text: String, behind count: Int) -> Bool {
    lines.dropFirst(count).contains { $0.text.contains(text) }
  }

  /// The lines as plain text.
  var texts: [String] { lines.map(\.text) }
}
