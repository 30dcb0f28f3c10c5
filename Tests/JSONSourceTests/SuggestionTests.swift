import JSONSource
import Testing

@Suite struct `which word was meant` {
  private let keys = [
    "id", "advance", "expect", "clientId", "client_secret", "min", "max", "login", "refresh", "rate-limited",
  ]

  @Test(arguments: [
    ("advanse", "advance"), ("advnace", "advance"), ("advance ", "advance"), ("ADVANCE", "advance"),
    ("expects", "expect"),
    ("exepct", "expect"), ("clientid", "clientId"), ("client_id", "clientId"), ("client-id", "clientId"),
    ("clientSecret", "client_secret"), ("lgoin", "login"), ("refesh", "refresh"), ("rateLimited", "rate-limited"),
    ("rate-limitted", "rate-limited"), ("mim", "min"), ("di", "id"), ("Max", "max"),
  ])
  func `a slip finds the word`(word: String, meant: String) {
    #expect(Suggestion.closest(to: word, among: keys) == meant)
  }

  @Test(arguments: ["", "x", "zz", "banana", "logout", "adventure", "xy", "profile", "-", "minute"])
  func `another word finds nothing`(word: String) {
    #expect(Suggestion.closest(to: word, among: keys) == nil)
  }

  @Test func `case alone beats an edit, and the nearest beats the near`() {
    #expect(Suggestion.closest(to: "Token", among: ["tokens", "token"]) == "token")
    #expect(Suggestion.closest(to: "tokem", among: ["tokens", "token"]) == "token")
    #expect(Suggestion.closest(to: "bat", among: ["cat", "hat"]) == "cat")
    #expect(Suggestion.closest(to: "word", among: []) == nil)
  }

  @Test func `words of any length end`() {
    let long = String(repeating: "a", count: 1_000_000)
    #expect(Suggestion.closest(to: long, among: keys + [long + "b"]) == nil)
    #expect(Suggestion.closest(to: "advanse", among: [long, "advance"]) == "advance")
  }
}
