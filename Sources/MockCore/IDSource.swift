/// The one source of chance: every identifier of a run follows from its seed.
///
/// The generator is SplitMix64: small, seedable, and good enough for identifiers that need to be unlike each other.
/// Nothing here protects anything real.
public struct IDSource: Sendable, RandomNumberGenerator {
  private var state: UInt64

  /// A source that gives the same identifiers for the same seed.
  public init(seed: UInt64) {
    state = seed
  }

  /// The seed of one of several runs that share a seed: each name has identifiers of its own, always the same.
  public static func seed(_ seed: UInt64, of name: String) -> UInt64 {
    // FNV-1a, which tells short names apart well enough to begin a generator with.
    let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    var source = IDSource(seed: seed ^ hash)
    return source.next()
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// That many lower-case hexadecimal digits; codes and refresh tokens have 64 (Procore's OAuth pages).
  public mutating func hex(_ count: Int) -> String { hex(count, hyphens: 0) }

  /// An identifier in the form of a UUID, as in `X-Request-Id`.
  public mutating func uuid() -> String { hex(36, hyphens: Self.hyphensOfUUID) }

  private static let hyphensOfUUID: UInt64 = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23

  /// - Parameter hyphens: the places of hyphens among the digits, a bit for each.
  private mutating func hex(_ count: Int, hyphens: UInt64) -> String {
    String(unsafeUninitializedCapacity: count) { text in
      var bits: UInt64 = 0
      var left = 0
      for place in 0..<count {
        guard hyphens >> UInt64(place) & 1 == 0 else {
          text[place] = UInt8(ascii: "-")
          continue
        }
        if left == 0 { (bits, left) = (next(), 16) }
        let nibble = UInt8(truncatingIfNeeded: bits & 0xF)
        text[place] = nibble < 10 ? 48 + nibble : 87 + nibble
        bits >>= 4
        left -= 1
      }
      return count
    }
  }
}
