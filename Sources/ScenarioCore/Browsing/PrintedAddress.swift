/// Finds the address that a command prints for its user to open.
public enum PrintedAddress {
  /// The first authorize URL in what was printed so far.
  ///
  /// - Parameters:
  ///   - loginURLs: the base URLs of the authorization server.
  ///   - isQuiet: whether nothing more has come for a while; otherwise an address at the very end may still grow.
  public static func authorizeURL(in text: String, loginURLs: [String], isQuiet: Bool) -> String? {
    let begins = loginURLs.compactMap { text.firstRange(of: $0 + "/oauth/authorize")?.lowerBound }
    guard let begin = begins.min() else { return nil }
    let rest = text[begin...]
    let address = rest.prefix { !$0.isWhitespace && !$0.isNewline && !"\"'<>`\u{1b}\u{7}".contains($0) }
    guard address.endIndex < rest.endIndex || isQuiet else { return nil }
    // A sentence's full stop or a closing bracket is no part of the address.
    return String(address.reversed().drop { ".,;)]".contains($0) }.reversed())
  }
}
