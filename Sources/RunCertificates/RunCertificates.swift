import Crypto
import Foundation
import NIOSSL
import X509

/// A certificate authority that exists for one run, and the one certificate that it has issued.
///
/// The private keys never leave the process; who wants to trust the run is given ``authorityPEM``.
public struct RunCertificates: Sendable {
  /// The authority's certificate, in PEM (RFC 7468).
  public let authorityPEM: String
  /// What a listener needs to answer for every name that was asked for.
  public let listening: TLSConfiguration
  /// What a client needs to trust the run, and nobody else.
  public let calling: TLSConfiguration

  /// How long before and after the moment of their making the certificates are valid, in days: connectors whose clock
  /// is moved, and systems that refuse more than 825 days, are content with it.
  public static let validDays = (before: 2, after: 800)

  /// Makes an authority and a certificate for host names and for the loopback addresses.
  ///
  /// - Parameters:
  ///   - hostNames: the names beside `localhost`.
  ///   - now: the moment around which they are valid.
  /// - Throws: what the cryptography library says.
  public static func make(for hostNames: [String], now: Date) throws -> RunCertificates {
    let day = 86_400.0
    let from = now.addingTimeInterval(-day * Double(validDays.before))
    let until = now.addingTimeInterval(day * Double(validDays.after))
    let authority = try Authority(from: from, until: until)
    let key = P256.Signing.PrivateKey()
    let leaf = try authority.issue(for: hostNames, key: key)
    let issued = try NIOSSLCertificate(bytes: Array(leaf.serializeAsPEM().pemString.utf8), format: .pem)
    let authorityPEM = try authority.certificate.serializeAsPEM().pemString + "\n"
    let trusted = try NIOSSLCertificate(bytes: Array(authorityPEM.utf8), format: .pem)
    var listening = TLSConfiguration.makeServerConfiguration(
      certificateChain: [.certificate(issued)],
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der)))
    listening.applicationProtocols = ["http/1.1"]
    var calling = TLSConfiguration.makeClientConfiguration()
    calling.trustRoots = .certificates([trusted])
    return RunCertificates(authorityPEM: authorityPEM, listening: listening, calling: calling)
  }
}

/// The authority with its key.
private struct Authority {
  let certificate: Certificate
  private let key: Certificate.PrivateKey
  private let name: DistinguishedName

  init(from: Date, until: Date) throws {
    key = Certificate.PrivateKey(P256.Signing.PrivateKey())
    name = try DistinguishedName { CommonName("Dryfit authority of one run") }
    let identifier = SubjectKeyIdentifier(hash: key.publicKey)
    certificate = try Certificate(
      version: .v3, serialNumber: .init(), publicKey: key.publicKey, notValidBefore: from, notValidAfter: until,
      issuer: name, subject: name,
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(keyCertSign: true, cRLSign: true))
        identifier
      },
      issuerPrivateKey: key)
  }

  func issue(for hostNames: [String], key leafKey: P256.Signing.PrivateKey) throws -> Certificate {
    let leaf = Certificate.PrivateKey(leafKey)
    let loopback: [[UInt8]] = [[127, 0, 0, 1], Array(repeating: 0, count: 15) + [1]]
    let names =
      (["localhost"] + hostNames).map(GeneralName.dnsName)
      + loopback.map { GeneralName.ipAddress(.init(contentBytes: $0[...])) }
    return try Certificate(
      version: .v3, serialNumber: .init(), publicKey: leaf.publicKey,
      notValidBefore: certificate.notValidBefore, notValidAfter: certificate.notValidAfter, issuer: name,
      subject: try DistinguishedName { CommonName("localhost") },
      extensions: try Certificate.Extensions {
        Critical(BasicConstraints.notCertificateAuthority)
        Critical(KeyUsage(digitalSignature: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames(names)
        SubjectKeyIdentifier(hash: leaf.publicKey)
        AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: key.publicKey).keyIdentifier)
      },
      issuerPrivateKey: key)
  }
}
