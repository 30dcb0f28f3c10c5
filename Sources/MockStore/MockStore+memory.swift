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
