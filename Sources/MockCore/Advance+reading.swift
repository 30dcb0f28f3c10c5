import JSONSource

extension Reader where Value == Advance {
  /// A duration, or an object with exactly one of `by`, `to` and `until`.
  public static var advance: Reader<Advance> {
    Reader { json, diagnostics in
      guard case .object = json.content else {
        return Reader<Duration>.duration.map { .by($0) }.read(json, diagnostics)
      }
      return Reader<Advance>.wholeObject("an advance") { fields in
        let choices = [
          fields.optional("by", Reader<Duration>.duration.map { Advance.by($0) }),
          fields.optional("to", .instant), fields.optional("until", .until),
        ]
        guard fields.keys.filter({ $0 != "note" }).count == 1 else {
          fields.error("expected exactly one of \"by\", \"to\" and \"until\"")
          return nil
        }
        return choices.compactMap { $0 }.first
      }.read(json, diagnostics)
    }
  }

  private static var instant: Reader<Advance> {
    Reader<String>.string.compactMap(expected: #"an RFC 3339 instant with a zone, such as "2026-11-23T12:00:00Z""#) {
      Instant(rfc3339: $0).map { .to($0) }
    }
  }

  private static var until: Reader<Advance> {
    Reader { json, diagnostics in
      guard let word = Reader<String>.string.read(json, diagnostics) else { return nil }
      switch word {
      case "access-token-expired": return .untilAccessTokenExpired
      case "code-expired": return .untilCodeExpired
      case "rate-limit-reset": return .untilRateLimitReset
      default:
        let words = ["access-token-expired", "code-expired", "rate-limit-reset"]
        let hint = Suggestion.hint(for: word, among: words, otherwise: "known are")
        diagnostics.error("unknown moment \"\(word)\"", at: json, hint: hint)
      }
      return nil
    }
  }
}
