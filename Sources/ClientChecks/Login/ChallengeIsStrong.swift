import MockCore
import ScenarioCore

extension Check {
  static let pkce = Check(
    "login/pkce", .warn,
    promise: "Where PKCE is used, it is used with S256, a fresh verifier for each login, and the verifier is sent.",
    what: """
      Logins that carry a `code_challenge`: the method, the form of challenge and verifier, another challenge for each \
      login that came back, and that the server did not find the verifier wrong. PKCE itself is nobody's duty here.
      """,
    why: "A challenge that is plain, reused, or never answered by its verifier costs effort and protects nothing.",
    fix: """
      Draw 32 random bytes for each login, write them in base64url as the verifier, send the base64url of its SHA-256 \
      with `code_challenge_method=S256`, and send the verifier with the code.
      """,
    advice:
      "Use S256 with a verifier of 43 to 128 characters that is drawn anew for each login, and send it with the code.",
    clauses: ["RFC 7636 section 4.1", "RFC 7636 section 4.2", "RFC 7636 section 4.5"]
  ) { history in
    let requests = history.authorizeRequests.filter { $0.parameter("code_challenge") != nil }
    guard !requests.isEmpty else { return .notExercised("No login used PKCE.") }
    return .from(
      requests.compactMap(\.weakChallenge) + Challenges.repeated(in: history) + Challenges.unanswered(in: history))
  }
}

extension Exchange {
  /// What is wrong with the challenge of a request for a login.
  fileprivate var weakChallenge: Observation? {
    guard parameter("code_challenge_method") == "S256" else {
      return Observation("The challenge is not S256 but the verifier itself.", exchanges: [number])
    }
    guard parameter("code_challenge")?.utf8.count != 43 else { return nil }
    return Observation("The challenge is not the base64url of a SHA-256, which has 43 characters.", exchanges: [number])
  }
}

/// What is wrong with the challenges of several legs.
enum Challenges {
  /// One challenge in two logins that came back.
  static func repeated(in history: History) -> [Observation] {
    let returned = history.logins.filter { $0.returned && $0.usesPKCE }
    return Dictionary(grouping: returned) { $0.request.parameter("code_challenge") }.values.filter { $0.count > 1 }
      .sorted { $0[0].request.number < $1[0].request.number }
      .map { Observation("One challenge was sent with \($0.count) logins.", exchanges: $0.map(\.request.number)) }
  }

  /// Exchanges whose verifier is missing, malformed or wrong.
  static func unanswered(in history: History) -> [Observation] {
    RedirectLegs.all(in: history).compactMap { legs in
      guard legs.request?.parameter("code_challenge") != nil, legs.exchange.parameter("code") != nil else { return nil }
      let number = [legs.exchange.number]
      guard let verifier = legs.exchange.parameter("code_verifier") else {
        return Observation(
          "The login carried a challenge, and its code was exchanged without a verifier.", exchanges: number)
      }
      guard legs.exchange.grounds != .codeVerifierWrong else {
        return Observation("The verifier does not fit the challenge.", exchanges: number)
      }
      let isFine = (43...128).contains(verifier.utf8.count) && verifier.utf8.allSatisfy(isUnreserved)
      return isFine
        ? nil : Observation("The verifier is not 43 to 128 letters, digits and \"-._~\".", exchanges: number)
    }
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    let character = Character(UnicodeScalar(byte))
    return byte < 128 && (character.isLetter || character.isNumber || "-._~".contains(character))
  }
}
