import Foundation

/// What the user granted: the tokens, and who the user is.
struct Grant: Codable, Sendable {
  /// Nil once Procore rejected it: a rejected token is never sent again.
  var accessToken: String?
  var refreshToken: String?
  var expiresAt: Date?
  /// The life of the access token in seconds, from `expires_in`.
  var life: Double?
  var person: Person?

  init(_ answer: TokenAnswer, at now: Date, _ conduct: Conduct) {
    accessToken = conduct.defect == .shortTokenColumn ? String(answer.accessToken.prefix(255)) : answer.accessToken
    refreshToken = answer.refreshToken
    life = conduct.defect == .hardCodedLife ? 7200 : answer.expiresIn
    let issued = answer.createdAt.map { Date(timeIntervalSince1970: $0) }
    let begin = conduct.defect == .trustsCreatedAt ? issued ?? now : now
    expiresAt = life.map { begin.addingTimeInterval($0) }
  }

  /// Whether the access token is so near its end that it is refreshed first: a minute, or a tenth of a short life.
  ///
  /// - Parameter share: another share of its life that counts as its end.
  func isNearlyOver(at now: Date, share: Double? = nil) -> Bool {
    guard let expiresAt, let life else { return false }
    return now >= expiresAt.addingTimeInterval(-(share.map { life * $0 } ?? min(60, life / 10)))
  }

  /// Whether the access token can still be used, as far as the connector's clock knows.
  func isAlive(at now: Date) -> Bool {
    guard accessToken != nil else { return false }
    return expiresAt.map { now < $0 } ?? true
  }
}
