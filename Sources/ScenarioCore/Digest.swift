/// The SHA-256 of some bytes, written `sha256:` and 64 lower-case hexadecimal digits.
public struct Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The whole text, `sha256:9f86d0…`.
  public let text: String

  private static let prefix = "sha256:"
  private static let digitCount = 64

  /// Reads a digest as it is written; nil for any other text.
  public init?(_ text: String) {
    let digits = text.utf8.dropFirst(Self.prefix.utf8.count)
    let isHexadecimal = digits.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    guard text.hasPrefix(Self.prefix), digits.count == Self.digitCount, isHexadecimal else { return nil }
    self.text = text
  }

  /// The digest whose 32 bytes a SHA-256 function computed.
  public init(sha256 bytes: some Sequence<UInt8>) {
    let digits = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    text = Self.prefix + digits.joined()
  }

  /// Its first twelve digits, for people.
  public var short: String { String(text.dropFirst(Self.prefix.count).prefix(12)) }

  /// The whole text.
  public var description: String { text }

  /// An order without meaning, so that listings of digests are always alike.
  public static func < (first: Digest, second: Digest) -> Bool { first.text < second.text }
}

extension Digest: Codable {
  /// Reads the text; throws where it is no digest.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let digest = Digest(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(text) is no SHA-256 digest")
    }
    self = digest
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
