import Foundation

/// The successful answer of the token endpoint (RFC 6749 section 5.1).
struct TokenAnswer: Decodable, Sendable {
  let accessToken: String
  let refreshToken: String?
  /// In seconds; nil where the server does not say.
  let expiresIn: Double?
  /// When it was issued by the server's clock, in seconds since 1970; nil where it does not say.
  let createdAt: Double?
  /// The token's type in the server's own letters.
  let type: String

  private enum CodingKeys: String, CodingKey, CaseIterable {
    case accessToken = "access_token"
    case refreshToken = "refresh_token"
    case expiresIn = "expires_in"
    case createdAt = "created_at"
    case type = "token_type"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    accessToken = try container.decode(String.self, forKey: .accessToken)
    type = try container.decodeIfPresent(String.self, forKey: .type) ?? "bearer"
    createdAt = try? container.decodeIfPresent(Double.self, forKey: .createdAt)
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

  /// Whether a body has no member but those that are read here.
  static func knowsAllMembers(of body: Data) -> Bool {
    guard let members = try? JSONSerialization.jsonObject(with: body) as? [String: Any] else { return false }
    return Set(members.keys).isSubset(of: CodingKeys.allCases.map(\.rawValue))
  }

  private static func isHeaderValue(_ token: String) -> Bool {
    !token.isEmpty && token.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}

/// The error answer of the token endpoint (RFC 6749 section 5.2).
struct TokenError: Decodable, Sendable {
  let error: String
}
