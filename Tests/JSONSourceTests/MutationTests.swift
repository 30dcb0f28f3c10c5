import JSONSource
import Testing

/// A small repeatable source of numbers (SplitMix64), so that a failure comes back with its seed.
private struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }

  mutating func pick<T>(_ items: [T]) -> T { items[next(below: items.count)] }

  mutating func value(depth: Int) -> JSONValue {
    switch next(below: depth > 0 ? 8 : 6) {
    case 0: return nil
    case 1: return .bool(next(below: 2) == 0)
    case 2: return .integer(pick([0, -1, 42, .max, .min, 600_000_000_000_001]))
    case 3: return .decimal(pick(["0.5", "-0.0", "1e3", "1.50", "18446744073709551615", "-2E-7"]))
    case 4, 5: return .string(text())
    case 6: return .array((0..<next(below: 5)).map { _ in value(depth: depth - 1) })
    default: return .object(JSONObject((0..<next(below: 5)).map { _ in (text(), value(depth: depth - 1)) }))
    }
  }

  mutating func text() -> String {
    let pieces = [
      "a", "key", "\"", "\\", "\n", "\u{0}", "\u{1F}", "é", "e\u{301}", "漢", "😀", "\u{2028}", "/", " ", "\u{FFFD}",
    ]
    return (0..<next(below: 6)).map { _ in pick(pieces) }.joined()
  }

  mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "0", "-", ".", "e", "true", "nul", "//", "/*", "\n",
    ]
    let fragments =
      pieces.map { Array($0.utf8) } + [[0x00], [0x1F], [0x80], [0xC3], [0xED, 0xA0], [0xF0, 0x9F], [0xFF]]
    var bytes = bytes
    for _ in 0...next(below: 4) {
      let start = next(below: bytes.count + 1)
      let end = min(bytes.count, start + next(below: 4))
      switch next(below: 4) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes.insert(contentsOf: pick(fragments), at: start)
      case 2: bytes.replaceSubrange(start..<end, with: pick(fragments))
      default: bytes.insert(contentsOf: bytes[start..<end], at: next(below: bytes.count + 1))
      }
    }
    return bytes
  }
}

@Suite struct `texts nobody thought of` {
  @Test(arguments: 1...20)
  func `a value survives being written and read`(seed: UInt64) {
    var numbers = Numbers(seed: seed)
    for _ in 0..<100 {
      let value = numbers.value(depth: 5)
      #expect(JSONParser.parse(text: value.encoded()) == value)
      #expect(Reading(value.encoded(indent: 2)).json?.value == value)
      #expect(JSONParser.parse(text: value.encoded())?.encoded() == value.encoded())
    }
  }

  @Test(arguments: 1...20)
  func `a damaged text is read as a file and as a body alike, and never silently`(seed: UInt64) {
    var numbers = Numbers(seed: seed)
    var outcomes = (read: 0, refused: 0)
    for _ in 0..<250 {
      let bytes = numbers.mutate(Array(numbers.value(depth: 4).encoded().utf8))
      let body = JSONParser.parse(bytes)
      let file = Reading(bytes: bytes)
      #expect(file.json?.value == body)
      #expect((body == nil) == !file.found.isEmpty)
      #expect(file.found.count <= JSONParser.mistakeLimit + 1)
      for diagnostic in file.found { #expect(isSound(diagnostic, in: bytes)) }
      if let body {
        #expect(JSONParser.parse(body.encodedBytes()) == body)
        outcomes.read += 1
      } else {
        outcomes.refused += 1
      }
    }
    #expect(outcomes.read > 0 && outcomes.refused > 0)
  }

  /// Whether a diagnostic points into its line, or right behind it, and renders with a caret.
  private func isSound(_ diagnostic: Diagnostic, in bytes: [UInt8]) -> Bool {
    guard let place = diagnostic.place, let excerpt = diagnostic.excerpt else { return false }
    let column = place.column - diagnostic.excerptColumn
    let isInside = (0...excerpt.unicodeScalars.count).contains(column)
    return isInside && place.line >= 1 && diagnostic.width >= 1 && diagnostic.rendered().contains("^")
  }
}
