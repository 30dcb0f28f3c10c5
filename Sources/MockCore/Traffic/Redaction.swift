/// How secrets are written wherever people look: by kind and ordinal, never by value.
public enum Redaction {
  /// The word for a secret in a record, `⟨access#2⟩`. The brackets occur in nobody's traffic by accident.
  public static func mark(_ name: String) -> String { "⟨\(name)⟩" }

  /// The mark of a client secret.
  public static let clientSecret = mark("client-secret")
  /// The mark of a password.
  public static let password = mark("password")

  /// The names between brackets in a text that was redacted: what leaked into it.
  public static func names(in text: String) -> [String] {
    text.split(separator: "⟨", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      part.firstIndex(of: "⟩").map { String(part[..<$0]) }
    }
  }
}
