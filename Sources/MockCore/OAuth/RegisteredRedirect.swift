import Foundation

/// Whether a browser may be sent to an address (RFC 6749 section 3.1.2; Procore, OAuth keys).
public enum RegisteredRedirect {
  /// The redirect URI of an app that has no address: its user types the code in.
  public static let outOfBand = "urn:ietf:wg:oauth:2.0:oob"

  /// The grounds to refuse an address; nil when it is one of the client's.
  public static func refusal(of requested: String?, client: Client, profile: Profile) -> Grounds? {
    guard let requested, client.redirectUris.contains(where: { matches($0, requested, profile) }) else {
      return .redirectUriUnregistered
    }
    return isSecure(requested, profile) ? nil : .redirectUriInsecure
  }

  /// Character for character; a slash at the end counts, and the port of a literal loopback address may not.
  private static func matches(_ registered: String, _ requested: String, _ profile: Profile) -> Bool {
    if registered == requested { return true }
    guard profile.loopbackPorts == .any, var one = URLComponents(string: registered),
      var other = URLComponents(string: requested), isLoopbackAddress(one.host), one.scheme == "http"
    else { return false }
    one.port = nil
    other.port = nil
    return one == other
  }

  private static func isSecure(_ address: String, _ profile: Profile) -> Bool {
    if address == outOfBand { return true }
    guard let components = URLComponents(string: address), let scheme = components.scheme?.lowercased() else {
      return false
    }
    if scheme == "https" { return true }
    guard scheme == "http" else { return profile.plainHTTPRedirects == .any }
    switch profile.plainHTTPRedirects {
    case .any: return true
    case .localhost: return components.host?.lowercased() == "localhost"
    case .loopback: return components.host?.lowercased() == "localhost" || isLoopbackAddress(components.host)
    }
  }

  private static func isLoopbackAddress(_ host: String?) -> Bool {
    guard let host else { return false }
    return host == "[::1]" || host == "::1" || host.wholeMatch(of: /127\.\d{1,3}\.\d{1,3}\.\d{1,3}/) != nil
  }
}
