/// What a client asks of a proxy: a tunnel to a host, or a request to be sent on (RFC 9112 section 3.2).
public struct ProxyRequest: Hashable, Sendable {
  /// The method, `CONNECT` for a tunnel.
  public var method: String
  /// The host, lower case, without the brackets of an IPv6 address.
  public var host: String
  /// The port; 80 or 443 where the address names none.
  public var port: Int
  /// The path with its query; nil for a tunnel.
  public var path: String?
  /// The Authorization header.
  public var authorization: String?

  /// Whether a tunnel is asked for.
  public var isTunnel: Bool { method == "CONNECT" }

  /// A request head longer than this is not read, in bytes.
  public static let longestHead = 64 << 10

  /// Reads the head of a request, everything before the empty line.
  ///
  /// - Returns: nil for what is no request to a proxy, as one that names only a path.
  public static func read(_ head: String) -> ProxyRequest? {
    let lines = head.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3, words[2].hasPrefix("HTTP/") else { return nil }
    let method = String(words[0])
    let target = words[1]
    var request: ProxyRequest
    if method == "CONNECT" {
      guard let (host, port) = authority(target, standardPort: 443) else { return nil }
      request = ProxyRequest(method: method, host: host, port: port)
    } else {
      guard let schemeEnd = target.firstRange(of: "://") else { return nil }
      let rest = target[schemeEnd.upperBound...]
      let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
      let standardPort = target[..<schemeEnd.lowerBound].lowercased() == "https" ? 443 : 80
      guard let (host, port) = authority(rest[..<end], standardPort: standardPort) else { return nil }
      let path = rest[end...]
      request = ProxyRequest(method: method, host: host, port: port, path: path.hasPrefix("/") ? "\(path)" : "/\(path)")
    }
    request.authorization = header("authorization", in: lines.dropFirst())
    return request
  }

  private static func authority(_ text: Substring, standardPort: Int) -> (host: String, port: Int)? {
    // Credentials in an address are nobody's business here.
    let place = text.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    var host = place
    var port = standardPort
    if let colon = place.lastIndex(of: ":"), !place[colon...].contains("]") {
      guard let number = Int(place[place.index(after: colon)...]), (1...65_535).contains(number) else { return nil }
      host = place[..<colon]
      port = number
    }
    let plain = host.filter { $0 != "[" && $0 != "]" }
    return plain.isEmpty ? nil : (plain.lowercased(), port)
  }

  private static func header(_ name: String, in lines: ArraySlice<Substring>) -> String? {
    for line in lines {
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else { continue }
      return String(line[line.index(after: colon)...].trimmingPrefix { $0 == " " || $0 == "\t" })
    }
    return nil
  }
}
