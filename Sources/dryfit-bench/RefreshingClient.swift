import MockCore
import NIOCore

/// A connection over which a refresh token is redeemed, then the one that came for it, and so on.
struct RefreshingClient: Load.Client, Sendable {
  let app: Client
  var refreshToken: String

  mutating func next(after answer: ByteBuffer?) -> Load.Request? {
    if let answer {
      guard let replacement = answer.text(of: "refresh_token") else { return nil }
      refreshToken = replacement
    }
    let form = FormEncoding.encode([
      Parameter("grant_type", "refresh_token"), Parameter("refresh_token", refreshToken),
      Parameter("client_id", app.id), Parameter("client_secret", app.secret),
    ])
    return Load.Request(
      .POST, "/oauth/token", [("Content-Type", "application/x-www-form-urlencoded")], body: form)
  }
}
