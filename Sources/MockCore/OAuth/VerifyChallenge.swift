/// Proof Key for Code Exchange: whether who redeems a code is who asked for it (RFC 7636 section 4.6).
public enum VerifyChallenge {
  /// What came of it.
  public enum Verdict: Hashable, Sendable {
    case fits
    /// A verifier was needed and not sent.
    case missing
    case differs
  }

  /// The methods there are.
  public static let methods = ["plain", "S256"]

  /// Decides on a verifier.
  ///
  /// - Parameters:
  ///   - verifier: what was sent, if anything.
  ///   - digest: its SHA-256 in base64url without padding.
  public static func decide(
    _ code: AuthorizationCode, _ verifier: String?, digest: String?, profile: Profile
  ) -> Verdict {
    guard profile.pkce != .ignored, let challenge = code.challenge else { return .fits }
    guard let verifier else { return profile.pkce == .accepted ? .fits : .missing }
    let proof = code.challengeMethod == "S256" ? digest : verifier
    return proof == challenge ? .fits : .differs
  }
}
