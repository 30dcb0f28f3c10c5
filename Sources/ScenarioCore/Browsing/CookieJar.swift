import Foundation

/// The cookies of one browser, by host; a port makes no difference (RFC 6265 section 8.5).
public struct CookieJar: Hashable, Sendable {
  private var cookies: [String: [Cookie]] = [:]

  private struct Cookie: Hashable, Sendable {
    var name: String
    var value: String
    var path: String
  }

  /// An empty jar.
  public init() {}

  /// Takes a `Set-Cookie` header of a host; one with `Max-Age=0`, or that expired in 1970, removes.
  public mutating func take(_ header: String, from host: String) {
    let parts = header.split(separator: ";").map { $0.trimmingPrefix { $0 == " " } }
    guard let pair = parts.first, let mark = pair.firstIndex(of: "=") else { return }
    let name = String(pair[..<mark])
    let value = String(pair[pair.index(after: mark)...])
    let attributes = parts.dropFirst().map { $0.lowercased() }
    let path = attributes.first { $0.hasPrefix("path=") }.map { String($0.dropFirst(5)) } ?? "/"
    var kept = cookies[host, default: []].filter { $0.name != name || $0.path != path }
    let isRemoval = attributes.contains { attribute in
      let isPast = attribute.hasPrefix("expires=") && attribute.contains(#/[ -](19)?70 /#)
      return attribute == "max-age=0" || attribute.hasPrefix("max-age=-") || isPast
    }
    if !isRemoval { kept.append(Cookie(name: name, value: value, path: path)) }
    cookies[host] = kept
  }

  /// Removes a cookie of a host.
  public mutating func remove(_ name: String, of host: String) {
    cookies[host]?.removeAll { $0.name == name }
  }

  /// The `Cookie` header for a request, longest paths first; nil when there is nothing to send.
  public func header(for host: String, path: String) -> String? {
    let sent = cookies[host, default: []].filter { cookie in
      let target = path.lowercased()
      return target.hasPrefix(cookie.path)
        && (cookie.path.hasSuffix("/") || target.count == cookie.path.count
          || target.dropFirst(cookie.path.count).first == "/")
    }
    guard !sent.isEmpty else { return nil }
    return sent.sorted { $0.path.count > $1.path.count }.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
  }

  /// The value of a cookie that is sent to a host, percent-decoded as scripts in pages read it; nil when there is none.
  public func value(of name: String, for host: String) -> String? {
    cookies[host, default: []].last { $0.name == name }.map { $0.value.removingPercentEncoding ?? $0.value }
  }
}
