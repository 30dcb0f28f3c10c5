/// The names and addresses by which a machine calls itself.
public enum Loopback {
  /// Whether a host is this machine (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3).
  public static func includes(_ host: String) -> Bool {
    let host = host.lowercased().filter { $0 != "[" && $0 != "]" }
    if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
