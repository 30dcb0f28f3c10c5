import JSONSource
import ScenarioCore

/// Text on its way into SARIF: it makes no placeholder (section 3.11.5) and no link (section 3.11.6).
enum SARIFText {
  /// A message of plain text.
  static func message(_ text: String) -> JSONValue {
    ["text": .string(braced(PrintableText.clean(text)).replacing("](", with: "] ("))]
  }

  /// Text of our own, in which braces alone have to be told apart from placeholders.
  static func braced(_ text: String) -> String { text.replacing("{", with: "{{").replacing("}", with: "}}") }

  /// Sixteen hexadecimal digits that stay the same from run to run (FNV-1a of 64 bits); no secret is kept by them.
  static func digest(_ text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// A location of a SARIF log.
enum SARIFPlace {
  /// What the paths of the standard suite begin at.
  static let suite = "DRYFIT_HOME"
  /// What all other paths begin at; code scanning knows the name.
  static let repository = "%SRCROOT%"

  /// The location of a scenario's file, with the scenario's name beside it.
  static func json(of place: ScenarioLine, _ scenario: ScenarioResult) -> JSONValue {
    let isAbsolute = place.path.hasPrefix("/")
    var artifact: JSONObject = ["uri": .string((isAbsolute ? "file://" : "") + encoded(place.path))]
    if !isAbsolute { artifact["uriBaseId"] = .string(place.isOfSuite ? suite : repository) }
    return [
      "physicalLocation": [
        "artifactLocation": .object(artifact), "region": ["startLine": .integer(Int64(place.line ?? 1))],
      ],
      "logicalLocations": [["fullyQualifiedName": .string(PrintableText.line(scenario.name))]],
    ]
  }

  /// A path as part of a URI (RFC 3986 section 2).
  private static func encoded(_ path: String) -> String {
    path.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        String(UnicodeScalar(byte))
      case _ where "/-._~".utf8.contains(byte): String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
