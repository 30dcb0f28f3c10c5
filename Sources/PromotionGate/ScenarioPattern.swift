/// Which scenarios are meant: an identity, in which `*` stands for one segment and a last `**` for the rest.
public struct ScenarioPattern: Hashable, Sendable, CustomStringConvertible {
  /// The pattern as it is written, `refresh/**`.
  public let text: String
  private let segments: [String]

  /// Reads a pattern; nil where it is empty, has an empty segment, or a star that is not a segment of its own.
  public init?(_ text: String) {
    let segments = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      let isPlain = !segment.isEmpty && !segment.contains("*")
      guard isPlain || segment == "*" || segment == "**" && isLast else { return nil }
    }
    self.text = text
    self.segments = segments
  }

  /// Whether it stands for several scenarios.
  public var hasWildcard: Bool { segments.contains { $0.hasPrefix("*") } }

  /// Whether a scenario of this identity is meant; `login/**` needs at least one segment below `login`.
  public func matches(_ identity: String) -> Bool {
    let parts = identity.split(separator: "/", omittingEmptySubsequences: false)
    let takesRest = segments.last == "**"
    let leading = takesRest ? segments.dropLast() : segments[...]
    guard takesRest ? parts.count > leading.count : parts.count == leading.count else { return false }
    return zip(leading, parts).allSatisfy { $0 == "*" || $0 == $1 }
  }

  /// The pattern as it is written.
  public var description: String { text }
}
