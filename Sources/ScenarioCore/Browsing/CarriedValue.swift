/// Takes a carried value out of a page.
public enum CarriedValue {
  /// What the first group of a regular expression catches, anywhere in a text, or all that matches where it has no
  /// group; nil when nothing matches.
  public static func find(_ pattern: String, in text: String) -> String? {
    guard let expression = try? Regex(pattern), let match = text.firstMatch(of: expression) else { return nil }
    guard match.count > 1 else { return String(text[match.range]) }
    return match[1].substring.map(String.init)
  }
}
