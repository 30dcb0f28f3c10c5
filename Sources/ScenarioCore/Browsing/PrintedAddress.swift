/// Finds the address that a command prints for its user to open.
public enum PrintedAddress {
  /// The first authorize URL in what was printed so far.
  ///
  /// - Parameters:
  ///   - loginURL: the base URL of the authorization server.
  ///   - isQuiet: whether nothing more has come for a while; otherwise an address at the very end may still grow.
  public static func authorizeURL(in text: String, loginURL: String, isQuiet: Bool) -> String? {
    guard let begin = text.firstRange(of: loginURL + "/oauth/authorize") else { return nil }
    let rest = text[begin.lowerBound...]
    let address = rest.prefix { !$0.isWhitespace && !$0.isNewline && !"\"'<>`\u{1b}\u{7}".contains($0) }
    guard address.endIndex < rest.endIndex || isQuiet else { return nil }
    // A sentence's full stop or a closing bracket is no part of the address.
    return String(address.reversed().drop { ".,;)]".contains($0) }.reversed())
  }
}
