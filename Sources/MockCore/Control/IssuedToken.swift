import JSONSource

/// A token that was issued, without its text.
public struct IssuedToken: Hashable, Sendable {
  /// The kinds of token that are listed.
  public enum Kind: String, CaseIterable, Hashable, Sendable { case access, refresh }

  /// By what a token is known: its kind and the order of its issue.
  public struct Name: Hashable, Sendable {
    /// The kind.
    public var kind: Kind
    /// 1 for the first of its kind.
    public var ordinal: Int

    /// Names a token.
    public init(kind: Kind, ordinal: Int) {
      self.kind = kind
      self.ordinal = ordinal
    }

    /// The name that a text says: `access#2`, or `access-2`, since a `#` begins a fragment in an address.
    public init?(_ text: String) {
      guard let match = text.wholeMatch(of: /(access|refresh)[#\-]([1-9][0-9]{0,8})/),
        let kind = Kind(rawValue: String(match.1)), let ordinal = Int(match.2)
      else { return nil }
      self.init(kind: kind, ordinal: ordinal)
    }

    /// The name in records, `access#2`.
    public var text: String { "\(kind.rawValue)#\(ordinal)" }
    /// The name in paths, `access-2`.
    public var id: String { "\(kind.rawValue)-\(ordinal)" }
  }

  /// Its name.
  public var name: Name
  /// The grant that it belongs to.
  public var grant: Int
  /// The client identifier of the app.
  public var client: String
  /// The person for whom it speaks.
  public var user: Int64?
  /// When it was issued; nil for a refresh token, of which nobody keeps it.
  public var issuedAt: Instant?
  /// When it stops being good; nil for a refresh token, which lives until it is used.
  public var expiresAt: Instant?
  /// When it was revoked.
  public var revokedAt: Instant?
  /// When a newer one took its place.
  public var replacedAt: Instant?

  /// States what is known of a token.
  public init(
    name: Name, grant: Int, client: String, user: Int64?, issuedAt: Instant? = nil, expiresAt: Instant? = nil,
    revokedAt: Instant? = nil, replacedAt: Instant? = nil
  ) {
    self.name = name
    self.grant = grant
    self.client = client
    self.user = user
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
    self.revokedAt = revokedAt
    self.replacedAt = replacedAt
  }

  /// What becomes of a call that presents it: `active`, `expired`, `revoked` or `replaced`.
  public func state(at now: Instant) -> String {
    if revokedAt != nil { return "revoked" }
    if replacedAt != nil { return "replaced" }
    return expiresAt.map { now < $0 } ?? true ? "active" : "expired"
  }

  /// The token for programs.
  public func json(at now: Instant, in directory: Directory) -> JSONValue {
    func moment(_ instant: Instant?) -> JSONValue? { instant.map { .string($0.rfc3339) } }
    let members: [(String, JSONValue?)] = [
      ("name", .string(name.text)), ("id", .string(name.id)), ("kind", .string(name.kind.rawValue)),
      ("ordinal", .integer(Int64(name.ordinal))), ("state", .string(state(at: now))),
      ("grant", .integer(Int64(grant))), ("clientId", .string(client)),
      ("user", user.flatMap { directory.user($0) }.map { .string($0.login) } ?? .null),
      ("issuedAt", moment(issuedAt)), ("expiresAt", moment(expiresAt)), ("revokedAt", moment(revokedAt)),
      ("replacedAt", moment(replacedAt)),
    ]
    return .object(JSONObject(members.compactMap { name, value in value.map { (name, $0) } }))
  }
}
