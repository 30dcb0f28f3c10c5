import JSONSource

/// The number of an app version: three integers, `0.4.0`, each version higher than the last (Procore, creating
/// versions).
public struct SemanticVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The first number.
  public let major: Int
  /// The second number.
  public let minor: Int
  /// The third number.
  public let patch: Int

  /// Makes a number.
  public init(major: Int, minor: Int, patch: Int) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  /// Reads `X.Y.Z`; nil for anything else: a sign, a leading zero, a suffix, more or fewer numbers.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap(Self.number)
    guard parts.count == 3, numbers.count == 3 else { return nil }
    self.init(major: numbers[0], minor: numbers[1], patch: numbers[2])
  }

  private static func number(_ digits: Substring) -> Int? {
    let areDigits = digits.utf8.allSatisfy { (48...57).contains($0) }
    return areDigits && (digits == "0" || !digits.hasPrefix("0")) ? Int(digits) : nil
  }

  /// The number as it is written, `0.4.0`.
  public var description: String { "\(major).\(minor).\(patch)" }

  /// Whether the first number is lower, from left to right.
  public static func < (first: SemanticVersion, second: SemanticVersion) -> Bool {
    (first.major, first.minor, first.patch) < (second.major, second.minor, second.patch)
  }
}

extension Reader where Value == SemanticVersion {
  /// A version number.
  public static var semanticVersion: Reader<SemanticVersion> {
    Reader<String>.string.compactMap(expected: #"a version of three numbers without leading zeros, such as "0.4.0""#) {
      SemanticVersion($0)
    }
  }
}
