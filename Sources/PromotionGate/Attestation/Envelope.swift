import Foundation
import JSONSource

/// A signed message (DSSE v1.0.0, envelope.md): the bytes, what they are, and who signed them.
public struct Envelope: Hashable, Sendable {
  /// One signature over the message.
  public struct Signature: Hashable, Sendable {
    /// A hint at the key; not authenticated, so nothing may rest on it.
    public var keyID: String
    /// The signature's bytes.
    public var bytes: [UInt8]

    /// Makes a signature.
    public init(keyID: String, bytes: [UInt8]) {
      self.keyID = keyID
      self.bytes = bytes
    }
  }

  /// The type of an in-toto statement in JSON (in-toto attestation v1, envelope).
  public static let statementType = "application/vnd.in-toto+json"

  /// What the bytes are.
  public var payloadType: String
  /// The bytes that were signed.
  public var payload: [UInt8]
  /// The signatures; at least one when read.
  public var signatures: [Signature]

  /// Makes an envelope.
  public init(payloadType: String = Envelope.statementType, payload: [UInt8], signatures: [Signature]) {
    self.payloadType = payloadType
    self.payload = payload
    self.signatures = signatures
  }

  /// What is signed: `PAE(type, body)` (DSSE v1.0.0, protocol.md).
  public static func preAuthenticationEncoding(type: String, body: [UInt8]) -> [UInt8] {
    Array("DSSEv1 \(type.utf8.count) \(type) \(body.count) ".utf8) + body
  }

  /// What is signed of this envelope.
  public var signedBytes: [UInt8] { Self.preAuthenticationEncoding(type: payloadType, body: payload) }

  /// The envelope as JSON on one line, with a line feed at its end.
  public var text: String {
    let signatures = signatures.map { signature -> JSONValue in
      ["keyid": .string(signature.keyID), "sig": .string(Data(signature.bytes).base64EncodedString())]
    }
    let object: JSONValue = [
      "payload": .string(Data(payload).base64EncodedString()), "payloadType": .string(payloadType),
      "signatures": .array(signatures),
    ]
    return object.encoded() + "\n"
  }
}

extension Envelope {
  /// Reads an envelope; both alphabets of base64 are taken, as the protocol demands.
  public static var reader: Reader<Envelope> {
    .object("a signed envelope (DSSE)") { fields in
      let payload = fields.required("payload", .base64)
      let type = fields.required("payloadType", .nonEmptyString)
      let signatures = fields.required("signatures", .nonEmptyArray(of: Signature.reader))
      guard let payload, let type, let signatures else { return nil }
      return Envelope(payloadType: type, payload: payload, signatures: signatures)
    }
  }
}

extension Envelope.Signature {
  static var reader: Reader<Envelope.Signature> {
    .object("a signature") { fields in
      let keyID = fields.optional("keyid", .string, default: "")
      return fields.required("sig", .base64).map { Envelope.Signature(keyID: keyID, bytes: $0) }
    }
  }
}

extension Reader where Value == [UInt8] {
  /// Bytes in base64 (RFC 4648 sections 4 and 5), padded, with nothing left over.
  static var base64: Reader<[UInt8]> {
    Reader<String>.string.compactMap(expected: "bytes in base64") { text in
      let standard = text.replacing("-", with: "+").replacing("_", with: "/")
      guard let data = Data(base64Encoded: standard), data.base64EncodedString() == standard else { return nil }
      return Array(data)
    }
  }
}
