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

  /// Takes a `Set-Cookie` header of a host; one with `Max-Age=0` or an empty value removes.
  public mutating func take(_ header: String, from host: String) {
    let parts = header.split(separator: ";").map { $0.trimmingPrefix { $0 == " " } }
    guard let pair = parts.first, let mark = pair.firstIndex(of: "=") else { return }
    let name = String(pair[..<mark])
    let value = String(pair[pair.index(after: mark)...])
    let attributes = parts.dropFirst().map { $0.lowercased() }
    let path = attributes.first { $0.hasPrefix("path=") }.map { String($0.dropFirst(5)) } ?? "/"
    var kept = cookies[host, default: []].filter { $0.name != name || $0.path != path }
    let isRemoval = attributes.contains { $0 == "max-age=0" || $0.hasPrefix("max-age=-") }
    if !isRemoval { kept.append(Cookie(name: name, value: value, path: path)) }
    cookies[host] = kept
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
}
