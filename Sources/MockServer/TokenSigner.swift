import Crypto
import Foundation
import JSONSource
import MockCore

/// Signs access tokens with ES512 (RFC 7518 section 3.4): about a millisecond each, so never inside the mock's actor.
public struct TokenSigner: Sendable {
  private let key: P521.Signing.PrivateKey

  /// The signer of all mocks of this process, as one authorization server has one key; it is made when it is needed
  /// first. A token of one mock is nothing in another all the same: each knows only the tokens that it issued.
  public static let ofThisProcess = TokenSigner()

  /// A signer with a key of its own.
  public init() {
    key = P521.Signing.PrivateKey()
  }

  /// The public half of the key, by which anybody can check a token, as PEM.
  public var publicKeyPEM: String { key.publicKey.pemRepresentation }

  /// The public half of the key as a JSON Web Key (RFC 7517; RFC 7518 section 6.2).
  public var publicKeyJWK: JSONValue {
    let coordinates = key.publicKey.rawRepresentation
    let half = coordinates.count / 2
    return [
      "kty": "EC", "crv": "P-521", "alg": "ES512", "use": "sig",
      "x": .string(Self.base64URL(coordinates.prefix(half))), "y": .string(Self.base64URL(coordinates.suffix(half))),
    ]
  }

  /// The text of an access token; it is signed on whatever thread is free, never on the one that serves a mock.
  ///
  /// - Throws: what the cryptography library says when it cannot sign.
  public func text(of answer: TokenAnswer) async throws -> String {
    guard let claims = answer.claims else { return answer.accessTokenID }
    return try await withTaskExecutorPreference(globalConcurrentExecutor) { try signed(claims) }
  }

  private func signed(_ claims: JSONObject) throws -> String {
    let body = Self.header + "." + Self.base64URL(Data(JSONValue.object(claims).encoded().utf8))
    let signature = try key.signature(for: Data(body.utf8))
    return body + "." + Self.base64URL(signature.rawRepresentation)
  }

  /// The name under which a token's text is stored: the `jti` of a JWT, the text itself of anything else.
  public static func id(of text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: ".")) else { return text }
    let pieces = text.split(separator: ".", omittingEmptySubsequences: false)
    guard pieces.count == 3, let claims = data(ofBase64URL: pieces[1]),
      let id = JSONParser.parse([UInt8](claims))?["jti"]?.stringValue
    else { return text }
    return id
  }

  private static let header = base64URL(Data(#"{"typ":"JWT","alg":"ES512"}"#.utf8))

  /// Byte by byte: to look for a text in a text takes a quarter of the time that signing takes.
  static func base64URL(_ data: Data) -> String {
    let characters = data.base64EncodedData().prefix { $0 != UInt8(ascii: "=") }.map { byte in
      switch byte {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      default: byte
      }
    }
    return String(decoding: characters, as: UTF8.self)
  }

  private static func data(ofBase64URL text: Substring) -> Data? {
    let characters = text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "-"): UInt8(ascii: "+")
      case UInt8(ascii: "_"): UInt8(ascii: "/")
      default: byte
      }
    }
    let padding = Array(repeating: UInt8(ascii: "="), count: (4 - characters.count % 4) % 4)
    return Data(base64Encoded: Data(characters + padding))
  }
}
