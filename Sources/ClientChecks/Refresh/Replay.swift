import MockCore
import ScenarioCore

/// A refresh token that was sent although the connector certainly held its successor.
struct Replay {
  /// The refresh that replaced the token.
  var replacement: Exchange
  /// The token, by ordinal.
  var token: String
  /// The refresh that sent it again.
  var again: Exchange
  /// Whether a new user action, or a new time, lay between the two.
  var isLater: Bool
}

extension History {
  /// The refreshes whose answers replaced the token that they had been asked with.
  var replacements: [Exchange] {
    refreshes.filter { refresh in
      guard refresh.grounds == .tokensRefreshed, let successor = refresh.issuedRefreshToken else { return false }
      return refresh.presentedRefreshToken != nil && refresh.presentedRefreshToken != successor
    }
  }

  /// The uses of replaced refresh tokens. A repetition after an answer that was lost is none, nor is one after the
  /// process was stopped before it could keep the successor.
  var replays: [Replay] {
    let replacements = replacements
    return refreshes.compactMap { again in
      guard let token = again.presentedRefreshToken else { return nil }
      let replacement = replacements.first { earlier in
        earlier.presentedRefreshToken == token && earlier.number < again.number && held(earlier, before: again)
      }
      return replacement.map {
        Replay(replacement: $0, token: token, again: again, isLater: isLater(again, than: $0))
      }
    }
  }
}
