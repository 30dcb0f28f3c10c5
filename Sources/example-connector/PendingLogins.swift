/// The logins that were begun and have not come back: for each browser session the state that it must bring.
actor PendingLogins {
  private static let limit = 100
  private var pending: [(session: String, state: String)] = []

  /// Begins a login and returns the session id for the cookie and the state for the authorize URL.
  func begin() -> (session: String, state: String) {
    let login = (session: randomHexadecimal(), state: randomHexadecimal())
    pending = pending.suffix(Self.limit - 1) + [login]
    return login
  }

  /// Whether this session began a login with this state; true only once.
  ///
  /// - Parameter ofAny: whether it may have been another session that began it.
  func redeem(session: String?, state: String?, ofAny: Bool = false) -> Bool {
    guard let index = pending.firstIndex(where: { ($0.session == session || ofAny) && $0.state == state }) else {
      return false
    }
    pending.remove(at: index)
    return true
  }

  /// 256 bits of the system's cryptographic source.
  private func randomHexadecimal() -> String {
    var source = SystemRandomNumberGenerator()
    return hexadecimal((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) })
  }
}
