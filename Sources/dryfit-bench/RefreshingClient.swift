import MockCore
import NIOCore

/// A connection over which a refresh token is redeemed, then the one that came for it, and so on.
struct RefreshingClient: Load.Client, Sendable {
  private let form: String
  private var refreshToken: String

  init(app: Client, refreshToken: String) {
    form = FormEncoding.encode([
      Parameter("grant_type", "refresh_token"), Parameter("client_id", app.id),
      Parameter("client_secret", app.secret), Parameter("refresh_token", ""),
    ])
    self.refreshToken = refreshToken
  }

  mutating func next(after answer: ByteBuffer?) -> Load.Request? {
    if let answer {
      guard let replacement = answer.text(of: "refresh_token") else { return nil }
      refreshToken = replacement
    }
    return Load.Request(
      .POST, "/oauth/token", [("Content-Type", "application/x-www-form-urlencoded")], body: form + refreshToken)
  }
}
