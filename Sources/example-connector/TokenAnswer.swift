import Foundation

/// The successful answer of the token endpoint (RFC 6749 section 5.1).
struct TokenAnswer: Decodable, Sendable {
  let accessToken: String
  let refreshToken: String?
  /// In seconds; nil where the server does not say.
  let expiresIn: Double?

  private enum CodingKeys: String, CodingKey {
    case accessToken = "access_token"
    case refreshToken = "refresh_token"
    case expiresIn = "expires_in"
    case tokenType = "token_type"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    accessToken = try container.decode(String.self, forKey: .accessToken)
    let type = try container.decodeIfPresent(String.self, forKey: .tokenType) ?? "bearer"
    guard Self.isHeaderValue(accessToken), type.lowercased() == "bearer" else {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "expected a bearer token"))
    }
    let renewed = try container.decodeIfPresent(String.self, forKey: .refreshToken)
    refreshToken = renewed?.isEmpty == true ? nil : renewed
    let seconds =
      (try? container.decodeIfPresent(Double.self, forKey: .expiresIn))
      ?? (try? container.decodeIfPresent(String.self, forKey: .expiresIn)).flatMap(Double.init)
    expiresIn = seconds.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
  }

  /// The answer in a body, or nil where there is none.
  init?(_ body: Data) {
    guard let answer = try? JSONDecoder().decode(Self.self, from: body) else { return nil }
    self = answer
  }

  private static func isHeaderValue(_ token: String) -> Bool {
    !token.isEmpty && token.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

/// The error answer of the token endpoint (RFC 6749 section 5.2).
struct TokenError: Decodable, Sendable {
  let error: String
}
