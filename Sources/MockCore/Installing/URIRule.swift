import Foundation
import JSONSource

/// What an address that an app declares has to be.
public enum URIRule {
  /// The redirect URI that stands for no redirect: the user copies the code (Procore, authorization code grant).
  static let outOfBand = RegisteredRedirect.outOfBand

  /// A page that people open: an absolute https address.
  public static var page: Reader<String> {
    Reader<String>.string.compactMap(expected: "an https address with a host") { text in
      parts(of: text).flatMap { isHTTPS($0) ? text : nil }
    }
  }

  /// Where a login may return to: an absolute address without a fragment (RFC 6749 section 3.1.2), https unless it is
  /// on `localhost`, without wildcard (Procore, OAuth keys); or the out-of-band one.
  public static var redirect: Reader<String> {
    let expected = "a redirect URI: https, or http://localhost, without fragment and wildcard, or \(outOfBand)"
    return Reader<String>.string.compactMap(expected: expected) { text in isRedirect(text) ? text : nil }
  }

  private static func isRedirect(_ text: String) -> Bool {
    if text == outOfBand { return true }
    guard let parts = parts(of: text), parts.fragment == nil, !text.contains("*") else { return false }
    return isHTTPS(parts) || parts.scheme?.lowercased() == "http" && parts.host == "localhost"
  }

  /// What a redirect URI of a run is, in words that fit behind "expected".
  public static let redirectInRun = "an absolute redirect URI without fragment and wildcard, or \(outOfBand)"

  /// Whether a login of a run may return to an address: an absolute one without a fragment (RFC 6749 section 3.1.2).
  /// Which schemes and hosts Procore takes beside https is for the profile to say.
  public static func isRedirectInRun(_ text: String) -> Bool {
    if text == outOfBand { return true }
    guard let parts = URLComponents(string: text, encodingInvalidCharacters: false), let scheme = parts.scheme,
      parts.fragment == nil, !text.contains("*")
    else { return false }
    let needsHost = ["http", "https"].contains(scheme.lowercased())
    return !needsHost || parts.host?.isEmpty == false
  }

  /// An address to which a login of a run may return.
  static var redirectOfRun: Reader<String> {
    Reader<String>.string.compactMap(expected: redirectInRun) { isRedirectInRun($0) ? $0 : nil }
  }

  private static func isHTTPS(_ parts: URLComponents) -> Bool { parts.scheme?.lowercased() == "https" }

  /// The parts of an absolute address with a host and without credentials.
  private static func parts(of text: String) -> URLComponents? {
    guard let parts = URLComponents(string: text, encodingInvalidCharacters: false), let host = parts.host,
      !host.isEmpty, parts.user == nil, parts.password == nil
    else { return nil }
    return parts
  }
}
