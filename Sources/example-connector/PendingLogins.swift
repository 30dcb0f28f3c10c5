import Foundation

/// A login that was begun and has not come back.
struct PendingLogin: Sendable {
  /// The session id for the browser's cookie.
  let session: String
  let state: String
  /// The secret of the login (RFC 7636 section 4.1).
  let verifier: String
}

/// The logins that were begun and have not come back: for each browser session the state that it must bring.
actor PendingLogins {
  private static let limit = 100
  /// Where a link on another site could send its reader after the login.
  static let returnAddress = "https://elsewhere.example/welcome"
  private let conduct: Conduct
  private var pending: [PendingLogin] = []
  private var begun = 0

  init(conduct: Conduct) {
    self.conduct = conduct
  }

  /// Begins a login with secrets of its own.
  func begin() -> PendingLogin {
    begun += 1
    let login = PendingLogin(session: randomHexadecimal(), state: state(), verifier: randomHexadecimal())
    pending = pending.suffix(Self.limit - 1) + [login]
    return login
  }

  /// The login that this session began with this state, found only once.
  ///
  /// - Parameter ofAny: whether it may have been another session that began it.
  func redeem(session: String?, state: String?, ofAny: Bool = false) -> PendingLogin? {
    let index = pending.firstIndex { ($0.session == session || ofAny) && $0.state == state }
    return index.map { pending.remove(at: $0) }
  }

  private func state() -> String {
    if conduct.defect == .constantState { return "c0ffee11c0ffee11c0ffee11c0ffee11" }
    if conduct.defect == .counterState { return String(begun) }
    if conduct.defect == .clockState { return "example-connector-\(Int(Date().timeIntervalSince1970 * 1000))" }
    if conduct.defect == .returnsAnywhere { return randomHexadecimal() + "|" + Self.returnAddress }
    if conduct.variation == .longState {
      return (0..<10).map { _ in randomHexadecimal() }.joined().prefix(600).lowercased()
    }
    return randomHexadecimal()
  }

  /// 256 bits of the system's cryptographic source.
  private func randomHexadecimal() -> String {
    var source = SystemRandomNumberGenerator()
    return hexadecimal((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) })
  }
}
