import Foundation
import HTTPTypes

/// How a client says who it is at the token endpoint: in the body or by HTTP Basic, never both (RFC 6749 section 2.3).
public struct ClientAuthentication: Sendable, Hashable {
  /// The client identifier.
  public var id: String
  /// The client secret.
  public var secret: String?

  /// Reads what a request says.
  ///
  /// - Returns: nil when it says nothing; an error when it uses both ways at once and the profile does not let it.
  public static func read(
    _ request: Request, _ parameters: RequestParameters, profile: Profile
  ) -> Result<ClientAuthentication?, OAuthError> {
    let basic = request.headers[.authorization].flatMap(basicCredentials)
    if let basic {
      let isTwice = parameters["client_secret"] != nil
      if isTwice && profile.doubleClientAuthentication == .refused { return .failure(.authenticatedTwice) }
      return .success(basic)
    }
    return .success(parameters["client_id"].map { ClientAuthentication(id: $0, secret: parameters["client_secret"]) })
  }

  private static func basicCredentials(_ header: String) -> ClientAuthentication? {
    let pieces = header.split(separator: " ", maxSplits: 1)
    guard pieces.count == 2, pieces[0].lowercased() == "basic", let data = Data(base64Encoded: String(pieces[1])),
      let text = String(data: data, encoding: .utf8), let colon = text.firstIndex(of: ":")
    else { return nil }
    // RFC 6749 section 2.3.1 has both halves form-encoded; hexadecimal credentials read the same either way.
    let id = FormEncoding.unescape(text[..<colon])
    let secret = FormEncoding.unescape(text[text.index(after: colon)...])
    return ClientAuthentication(id: id, secret: secret)
  }

  /// The grounds to refuse a client; nil when it is who it says, and where it belongs.
  public func refusal(of client: Client?, in environment: Deployment) -> Grounds? {
    guard let client, client.id == id else { return .clientUnknown }
    guard client.environment == environment else { return .clientOfAnotherEnvironment }
    return client.secret == secret ? nil : .clientSecretWrong
  }
}

extension OAuthError: Error {}
