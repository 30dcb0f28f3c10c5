/// The JSON text of a record with gaps, where its number, its id and the days of its world go.
struct GappedText: Sendable {
  /// What goes into a gap.
  enum Gap: CaseIterable, Sendable {
    case number, id, now, today, yesterday

    /// Stands for the number where an integer must stand; no number of a world comes near it.
    static let numberMark: Int64 = 8_888_888_888_888_888_887
    /// Stands for the id.
    static let idMark: Int64 = 8_888_888_888_888_888_871

    /// What stands in the text for it.
    var mark: String {
      switch self {
      case .number: "\(Self.numberMark)"
      case .id: "\(Self.idMark)"
      case .now: "${now}"
      case .today: "${today}"
      case .yesterday: "${yesterday}"
      }
    }
  }

  private var first = ""
  private var rest: [(gap: Gap, text: String)] = []

  /// Finds the gaps in a text.
  init(_ text: String) {
    let bytes = Array(text.utf8)
    var start = 0
    var place = 0
    while place < bytes.count {
      guard let found = Self.mark(at: place, of: bytes) else {
        place += 1
        continue
      }
      append(String(decoding: bytes[start..<place], as: UTF8.self))
      rest.append((found.gap, ""))
      place += found.length
      start = place
    }
    append(String(decoding: bytes[start...], as: UTF8.self))
  }

  private init() {}

  /// The text with all gaps filled.
  func filled(_ value: (Gap) -> String) -> String {
    rest.reduce(into: first) { filled, piece in
      filled += value(piece.gap)
      filled += piece.text
    }
  }

  /// The text with those gaps filled for which there is a value.
  func filling(_ value: (Gap) -> String?) -> GappedText {
    var filled = GappedText()
    filled.first = first
    for piece in rest {
      if let text = value(piece.gap) {
        filled.append(text + piece.text)
      } else {
        filled.rest.append(piece)
      }
    }
    return filled
  }

  private mutating func append(_ text: String) {
    if rest.isEmpty { first += text } else { rest[rest.count - 1].text += text }
  }

  private static let marks = Gap.allCases.map { (gap: $0, bytes: Array($0.mark.utf8)) }

  /// The mark that stands at a place.
  private static func mark(at place: Int, of bytes: [UInt8]) -> (gap: Gap, length: Int)? {
    // Every mark begins with one of these two, and few other places do.
    guard bytes[place] == UInt8(ascii: "$") || bytes[place] == UInt8(ascii: "8") else { return nil }
    return marks.first { bytes[place...].starts(with: $0.bytes) }.map { ($0.gap, $0.bytes.count) }
  }
}

/// The days of a world, as its records show them.
struct RecordMoments: Sendable {
  private let now: String
  private let today: String
  private let yesterday: String

  /// The days around the moment at which a world begins.
  init(_ now: Instant) {
    self.now = now.rfc3339
    today = Day.text(of: now)
    yesterday = Day.text(of: now + .seconds(-86_400))
  }

  /// What goes into a gap.
  func text(of gap: GappedText.Gap) -> String {
    switch gap {
    case .now: now
    case .today: today
    case .yesterday: yesterday
    case .number, .id: gap.mark
    }
  }
}
