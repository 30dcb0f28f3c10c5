/// One part of a match that an exchange does not meet.
public struct MatchDifference: Hashable, Sendable {
  /// The part, `status` or `header Procore-Company-Id`.
  public var key: String
  /// What it must be.
  public var expected: String
  /// What it is; nil where there is nothing.
  public var found: String?

  /// States a difference.
  public init(key: String, expected: String, found: String?) {
    self.key = key
    self.expected = expected
    self.found = found
  }
}

extension MatchDifference: CustomStringConvertible {
  /// `status is 503, not 200`.
  public var description: String { "\(key) is \(found ?? "absent"), and must be \(expected)" }
}
