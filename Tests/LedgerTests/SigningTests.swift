import EvidenceLedger
import Foundation
import JSONSource
import PromotionGate
import Testing

struct SigningTests {
  /// The first two keys of RFC 8032 section 7.1, with which the protocol's own examples are signed.
  private static let first = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
  private static let second = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"

  private func key(_ hexadecimal: String) throws -> SigningKey {
    let bytes = stride(from: 0, to: 64, by: 2).compactMap { UInt8(hexadecimal.dropFirst($0).prefix(2), radix: 16) }
    return try #require(SigningKey(seed: bytes))
  }

  private func envelope(_ text: String) -> Envelope? {
    Envelope.reader.parse(SourceFile(name: "test.json", text: text), into: Diagnostics())
  }

  @Test func `an envelope of the protocol's own examples is verified, and under another type it is not`() throws {
    let text = """
      {"payload":"eyJfdHlwZSI6Imh0dHBzOi8vaW4tdG90by5pby9TdGF0ZW1lbnQvdjEifQ==",
      "payloadType":"application/vnd.in-toto+json","signatures":[{"keyid":"A",
      "sig":"2WAfaHm5jluo0w+0rk8uVkluELJYWjSmU9x7EUzx+AyteDGJ4/nqyJXfmAUVFIAoQafWm7AxBZNw5M9ixNHiCA=="}]}
      """
    let verifying = try key(Self.first).verifying
    #expect(verifying.verifies(try #require(envelope(text))))
    #expect(try !key(Self.second).verifying.verifies(try #require(envelope(text))))
    let swapped = text.replacing("vnd.in-toto+json", with: "vnd.example.other+json")
    #expect(!verifying.verifies(try #require(envelope(swapped))))
  }

  @Test func `the URL-safe alphabet is verified too`() throws {
    let text = """
      {"payload":"-_-_Pj8=","payloadType":"application/vnd.in-toto+json","signatures":[{
      "sig":"P-_KHICeR7tI6S_YyejJTRtrXhcQyQ2LYPaL8h90KjC9qN8HU_svOQ6TuDOT1HIrsGW886DbWNWcCmX5twLrAw=="}]}
      """
    #expect(try key(Self.first).verifying.verifies(try #require(envelope(text))))
  }

  @Test func `keys survive being written, and nothing else is read as a key`() throws {
    let key = SigningKey()
    #expect(SigningKey(pem: key.pem)?.verifying.id == key.verifying.id)
    #expect(VerifyingKey(pem: key.verifying.pem)?.id == key.verifying.id)
    #expect(SigningKey(pem: key.verifying.pem) == nil)
    #expect(VerifyingKey(pem: key.pem) == nil)
    #expect(SigningKey(pem: key.pem.replacing("MC4", with: "MC5")) == nil)
    #expect(SigningKey().verifying.id != key.verifying.id)
  }

  @Test func `whatever byte of an attestation is altered, it is found`() throws {
    let key = SigningKey()
    let statement = Statement(subject: [], predicateType: "p", predicate: [:])
    let bytes = Array(try key.sign(statement).text.utf8)
    var passed: [Int] = []
    for index in bytes.indices {
      var altered = bytes
      altered[index] = altered[index] == 0x41 ? 0x42 : 0x41
      let text = String(decoding: altered, as: UTF8.self)
      guard let read = envelope(text), key.verifying.verifies(read) else { continue }
      // The key's id is not signed; it is compared with the key's own.
      if read.signatures[0].keyID == key.verifying.id { passed.append(index) }
    }
    #expect(passed.isEmpty)
  }
}
