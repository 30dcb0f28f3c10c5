import Crypto
import Foundation
import PromotionGate
import ScenarioCore

/// A private key with which statements are signed: Ed25519 (RFC 8032).
public struct SigningKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410 section 7).
  private static let header: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]

  /// A new key, from the system's source of chance.
  public init() { key = Curve25519.Signing.PrivateKey() }

  /// The key of these 32 bytes.
  public init?(seed: [UInt8]) {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { return nil }
    self.key = key
  }

  /// Reads a key in PEM; nil for anything but an Ed25519 private key (PKCS #8).
  public init?(pem: String) {
    guard let bytes = PEM.bytes(of: pem, label: "PRIVATE KEY"), bytes.count == 48, bytes.starts(with: Self.header)
    else { return nil }
    self.init(seed: Array(bytes.suffix(32)))
  }

  /// The key in PEM (PKCS #8); a secret.
  public var pem: String { PEM.text(of: Self.header + Array(key.rawRepresentation), label: "PRIVATE KEY") }

  /// The key with which others verify.
  public var verifying: VerifyingKey { VerifyingKey(key: key.publicKey) }

  /// Signs a statement.
  public func sign(_ statement: Statement) throws -> Envelope {
    let payload = Array(statement.text.utf8)
    let signed = Envelope.preAuthenticationEncoding(type: Envelope.statementType, body: payload)
    let signature = Envelope.Signature(keyID: verifying.id, bytes: Array(try key.signature(for: signed)))
    return Envelope(payload: payload, signatures: [signature])
  }
}

/// A public key: Ed25519 (RFC 8032).
public struct VerifyingKey: Sendable {
  fileprivate let key: Curve25519.Signing.PublicKey

  /// What stands before the 32 bytes of a public key (RFC 8410 section 4).
  private static let header: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]

  fileprivate init(key: Curve25519.Signing.PublicKey) { self.key = key }

  /// Reads a key in PEM; nil for anything but an Ed25519 public key.
  public init?(pem: String) {
    guard let bytes = PEM.bytes(of: pem, label: "PUBLIC KEY"), bytes.count == 44, bytes.starts(with: Self.header),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes.suffix(32))
    else { return nil }
    self.key = key
  }

  /// The key in PEM.
  public var pem: String { PEM.text(of: Self.header + Array(key.rawRepresentation), label: "PUBLIC KEY") }

  /// The digest of the key, by which it is told from others; 64 hexadecimal digits.
  public var id: String { Digest(sha256: SHA256.hash(data: Self.header + Array(key.rawRepresentation))).hexadecimal }

  /// Whether one of the signatures is this key's.
  public func verifies(_ envelope: Envelope) -> Bool {
    envelope.signatures.contains { key.isValidSignature($0.bytes, for: envelope.signedBytes) }
  }
}

/// Bytes between two lines that say what they are (RFC 7468).
enum PEM {
  /// The bytes of a text that holds nothing else.
  static func bytes(of text: String, label: String) -> [UInt8]? {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    guard lines.first == "-----BEGIN \(label)-----", lines.last == "-----END \(label)-----" else { return nil }
    return Data(base64Encoded: lines.dropFirst().dropLast().joined()).map(Array.init)
  }

  /// The text of some bytes; one line is enough for a key.
  static func text(of bytes: [UInt8], label: String) -> String {
    "-----BEGIN \(label)-----\n\(Data(bytes).base64EncodedString())\n-----END \(label)-----\n"
  }
}
