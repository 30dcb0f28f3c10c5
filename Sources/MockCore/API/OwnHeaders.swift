import HTTPTypes

/// The headers that no two answers share: the identifier of the answer and, at the API, how its caller stands with the
/// limits.
public struct OwnHeaders: Hashable, Sendable {
  /// The value of `X-Request-Id`.
  public var requestID: String
  /// How the caller stands; nil at other hosts.
  public var standing: RateStanding?

  /// States what is an answer's own.
  public init(requestID: String, standing: RateStanding?) {
    self.requestID = requestID
    self.standing = standing
  }

  /// The fields that go beside those of a decision; of a name that is there already, what is there stays, since a fault
  /// may script it.
  public func forEachField(beside fields: HTTPFields, _ body: (HTTPField.Name, String) -> Void) {
    if !fields.contains(.requestID) { body(.requestID, requestID) }
    guard let standing else { return }
    for field in RateHeaders.fields(standing) where !fields.contains(field.name) { body(field.name, field.value) }
  }
}
