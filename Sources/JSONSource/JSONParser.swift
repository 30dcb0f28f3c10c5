/// Reads strict JSON (RFC 8259): no comment, no trailing comma, no key twice, no byte order mark, UTF-8 alone, and
/// nothing behind the value.
public enum JSONParser {
  /// Arrays and objects within one another; one more is an error.
  public static let depthLimit = 128
  /// Bytes of a file or a body (16 MiB); one more is an error.
  public static let sizeLimit = 16 * 1024 * 1024
  /// Mistakes that are reported of one file; behind them reading stops.
  public static let mistakeLimit = 100

  /// Reads a file that a person wrote.
  ///
  /// Where it can tell what was meant, it reads on behind a mistake, so that one reading shows them all.
  ///
  /// - Returns: nil when there was an error; every error is then in `diagnostics`.
  public static func parse(_ source: SourceFile, into diagnostics: Diagnostics) -> LocatedJSON? {
    var scanner = JSONScanner(source.bytes, purpose: .person)
    let value = scanner.readDocument()
    var ruler = Ruler(source)
    for mistake in scanner.mistakes {
      diagnostics.add(mistake.diagnostic(in: source, ruler: &ruler))
    }
    guard let value else { return nil }
    var locator = Locator(source: source, starts: scanner.starts)
    return locator.locate(value)
  }

  /// Reads what a program wrote, such as the body of a request, equally strictly.
  ///
  /// - Returns: nil when it is malformed.
  public static func parse(_ bytes: [UInt8]) -> JSONValue? {
    var scanner = JSONScanner(bytes, purpose: .program)
    return scanner.readDocument()
  }
}
