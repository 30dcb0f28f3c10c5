/// Replaces every secret of a run by its name, in any text.
public struct Redactor: Sendable {
  private let secrets: [(text: String, name: String)]

  /// A redactor for these secrets; the longer ones are looked for first, since one may stand in another.
  public init(secrets: [(text: String, name: String)]) {
    self.secrets = secrets.filter { !$0.text.isEmpty }.sorted { $0.text.utf8.count > $1.text.utf8.count }
  }

  /// A text without secrets.
  public func redact(_ text: String) -> String {
    var redacted = text
    for secret in secrets where redacted.contains(secret.text) {
      redacted = redacted.replacing(secret.text, with: Redaction.mark(secret.name))
    }
    return redacted
  }

  /// The names of the secrets that stand in some bytes.
  public func names(in bytes: [UInt8]) -> [String] {
    let text = String(decoding: bytes, as: UTF8.self)
    return secrets.filter { text.contains($0.text) }.map(\.name)
  }
}
