import MockCore
import ScenarioCore

extension Check {
  static let rotationKept = Check(
    "refresh/rotation-kept",
    promise: "The refresh token that a refresh brings is kept, and the old one is not sent again.",
    what: """
      Refresh tokens that were replaced by an answer which reached the connector, and that it sent again in a later \
      user action or after time had passed. Repeating a refresh whose answer was lost is right, and revoking an old \
      token is nobody's concern.
      """,
    why: """
      Procore replaces the refresh token with every refresh, and the old one dies at once. A connector that keeps the \
      old one works until the next expiry, and then its user must log in again.
      """,
    fix: """
      Store the refresh token of every answer before using its access token, and read it from the store each time. \
      Where an answer brings none, keep the one you have.
      """,
    advice: "Store the refresh token of each token answer in place of the old one before you use anything else of it.",
    clauses: ["RFC 6749 section 6", "RFC 9700 section 4.14.2"]
  ) { history in
    let replays = history.replays.filter(\.isLater)
    guard replays.isEmpty else { return .found(replays.map(\.asRotationNotKept)) }
    let refreshes = history.refreshes
    let wasTested = history.replacements.contains { replacement in
      let pair = [replacement.presentedRefreshToken, replacement.issuedRefreshToken]
      return refreshes.contains { $0.number > replacement.number && pair.contains($0.presentedRefreshToken) }
    }
    guard wasTested else { return .notExercised("No refresh followed one that had replaced the refresh token.") }
    return .pass
  }
}

extension Replay {
  fileprivate var asRotationNotKept: Observation {
    let successor = replacement.issuedRefreshToken ?? "another"
    return Observation(
      "\(token) was sent again although it had been replaced by \(successor) before.",
      exchanges: [replacement.number, again.number])
  }
}
