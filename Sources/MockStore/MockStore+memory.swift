import MockCore

/// What every call asks for, answered without the database where it was asked for since the last write.
extension MockStore {
  /// The access token that is stored under exactly this text.
  ///
  /// - Parameter id: the name under which a token of some text is stored.
  public func accessToken(presentedAs text: String, id: (String) -> String) throws -> AccessToken? {
    if let known = cache.accessTokens[text] { return known }
    return try read { try $0.accessToken(presentedAs: text, id: id) }
  }

  /// What was decided on the same call since anything changed, if it still holds.
  public func decided(_ request: Request, at now: Instant) -> DecidedRead? {
    guard let known = cache.decided[request], now < known.until else { return nil }
    return known
  }

  /// Remembers what was decided on a call, until anything is written.
  public func keep(_ decided: DecidedRead, on request: Request) { cache.keep(decided, on: request) }

  /// Something has changed that is not stored here, and that decisions rest on.
  public func forgetDecided() { cache.forgetDecided() }

  /// The name of a secret that was issued, if a text is one: `refresh#1`.
  ///
  /// - Parameter id: the name under which a token of some text is stored.
  public func nameOfSecret(_ text: String, id: (String) -> String) throws -> String? {
    if let known = cache.names[text] { return known }
    return try read { try $0.nameOfSecret(text, id: id) }
  }

  /// The records that an answer needs.
  public func find(_ needed: RecordsNeeded) throws -> RecordsFound {
    if needed == .none { return RecordsFound(rows: [], total: 0) }
    if let known = cache.found[needed] { return known }
    return try read { try $0.find(needed) }
  }
}
