import HTTPTypes
import JSONSource

/// Replaces the secrets of one request or answer by their names, wherever in it they stand.
struct RedactSecrets {
  /// The name of a secret, if a text is one: `refresh#1`, `client-secret`.
  let name: (String) -> String?

  /// Texts that are shorter are no tokens of anybody's.
  private static let shortestSecret = 16

  /// A text with every secret in it replaced; what stands around a secret stays.
  func text(_ text: String) -> String {
    // Lists are long, and nearly all of them without a secret: only words that could be one are looked at.
    var text = text
    return text.withUTF8 { redacted($0) } ?? text
  }

  /// The text of bytes with every secret in it replaced; nil where there is none.
  private func redacted(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var redacted: [UInt8] = []
    var copied = 0
    var start = 0
    while start < bytes.count {
      var end = start
      var hasDigit = false
      while end < bytes.count, Self.isOfSecret(bytes[end]) {
        hasDigit = hasDigit || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[end])
        end += 1
      }
      // No secret of this length is without a digit.
      if hasDigit, end - start >= Self.shortestSecret {
        let word = String(decoding: bytes[start..<end], as: UTF8.self)
        let replaced = self.word(word[...])
        if replaced != word {
          redacted += Array(bytes[copied..<start]) + Array(replaced.utf8)
          copied = end
        }
      }
      start = end + 1
    }
    return copied == 0 ? nil : String(decoding: redacted + Array(bytes[copied...]), as: UTF8.self)
  }

  /// A parameter, whose name may say that its value is a secret even where nobody knows it.
  func parameter(_ parameter: Parameter) -> Parameter {
    Parameter(text(parameter.name), value(parameter.value, named: parameter.name))
  }

  /// A value under a name.
  func value(_ value: String, named field: String) -> String {
    if let name = name(value) { return Redaction.mark(name) }
    switch field {
    case "client_secret": return value.isEmpty ? value : Redaction.clientSecret
    case "session[password]", "password": return Redaction.password
    case BrowserSession.field: return Redaction.mark("session")
    case "refresh_token", "access_token", "token", "code":
      // A short value is a mistake worth seeing, such as "undefined", or means something else.
      return value.utf8.count < Self.shortestSecret ? value : Redaction.mark("unknown")
    case "return_to": return address(value)
    default: return text(value)
    }
  }

  /// An address with the secrets in it replaced; the marks stay readable.
  func address(_ address: String) -> String {
    guard let mark = address.firstIndex(of: "?") else { return text(address) }
    return text(String(address[..<mark])) + "?" + form(FormEncoding.decode(address[address.index(after: mark)...]))
  }

  /// A query or form with the secrets in it replaced; the marks stay readable.
  func form(_ parameters: some Collection<Parameter>) -> String {
    var form = ""
    for parameter in parameters {
      if !form.isEmpty { form += "&" }
      form += Self.readable(text(parameter.name))
      form += "="
      form += Self.readable(value(parameter.value, named: parameter.name))
    }
    return form
  }

  /// A JSON value.
  func json(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let string): return .string(name(string).map(Redaction.mark) ?? text(string))
    case .array(let elements): return .array(elements.map(json))
    case .object(let members):
      return .object(
        JSONObject(
          members.map { member in
            guard case .string(let string) = member.value else { return (text(member.key), json(member.value)) }
            return (text(member.key), .string(self.value(string, named: member.key)))
          }))
    default: return value
    }
  }

  /// A header.
  func header(_ field: HTTPField) -> String {
    switch field.name {
    case .authorization:
      let pieces = field.value.split(separator: " ", maxSplits: 1)
      guard pieces.count == 2 else { return Redaction.mark("unknown") }
      if pieces[0].lowercased() == "basic" { return "\(pieces[0]) \(Redaction.clientSecret)" }
      return "\(pieces[0]) \(Redaction.mark(name(String(pieces[1])) ?? "unknown"))"
    case .cookie, .setCookie: return Redaction.mark("session")
    case .location, .referer: return address(field.value)
    default: return name(field.value).map(Redaction.mark) ?? text(field.value)
    }
  }

  // MARK: - Parts

  /// Whether a byte may stand in a token (RFC 6750 section 2.1, but for what parts words elsewhere).
  private static func isOfSecret(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  /// A word of a text: a secret, or with one inside a longer word.
  private func word(_ word: Substring) -> String {
    if let name = name(String(word)) { return Redaction.mark(name) }
    var redacted = ""
    var rest = word.utf8
    while let start = rest.firstIndex(where: Self.isHexDigit) {
      redacted += String(Substring(rest[..<start]))
      let digits = Substring(rest[start...].prefix(while: Self.isHexDigit))
      let secret = digits.utf8.count >= Self.shortestSecret ? name(String(digits)) : nil
      redacted += secret.map(Redaction.mark) ?? String(digits)
      rest = rest[digits.endIndex...]
    }
    return redacted + String(Substring(rest))
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  /// A text as it stands in a query, but for the marks in it.
  private static func readable(_ text: String) -> String {
    // The first byte of both brackets; nearly every text is without.
    guard text.utf8.contains(0xE2) else { return FormEncoding.escape(text) }
    var readable = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "⟨"), let close = rest[open...].firstIndex(of: "⟩") {
      readable += FormEncoding.escape(String(rest[..<open])) + rest[open...close]
      rest = rest[rest.index(after: close)...]
    }
    return readable + FormEncoding.escape(String(rest))
  }
}
