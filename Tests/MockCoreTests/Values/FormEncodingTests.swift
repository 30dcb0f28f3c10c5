import Testing

@testable import MockCore

/// Queries and forms.
struct FormEncodingTests {
  @Test func `parameters are read in order, repeated ones too`() {
    #expect(
      FormEncoding.decode("b=2&a=1&b=3") == [Parameter("b", "2"), Parameter("a", "1"), Parameter("b", "3")])
  }

  @Test func `plus and percent are undone, in names and values`() {
    #expect(
      FormEncoding.decode("filters%5Bid%5D=a+b%2B%C3%BC") == [Parameter("filters[id]", "a b+ü")])
  }

  @Test func `only the first equals sign parts name and value`() {
    #expect(FormEncoding.decode("a=b=c") == [Parameter("a", "b=c")])
    #expect(FormEncoding.decode("a") == [Parameter("a", "")])
    #expect(FormEncoding.decode("=b") == [Parameter("", "b")])
    #expect(FormEncoding.decode("").isEmpty)
    #expect(FormEncoding.decode("&&a=1&") == [Parameter("a", "1")])
  }

  @Test(arguments: ["%", "%4", "%zz", "100%", "%4g", "%%"])
  func `malformed percent-encoding stays as it is`(text: String) {
    #expect(FormEncoding.unescape(text) == text)
  }

  @Test func `bytes that are no UTF-8 become replacement characters`() {
    #expect(FormEncoding.unescape("%FFa") == "\u{FFFD}a")
  }

  @Test func `everything but letters, digits and four marks is encoded`() {
    #expect(FormEncoding.escape("AZaz09-._~") == "AZaz09-._~")
    #expect(FormEncoding.escape("a b&c=d/ü\"<") == "a%20b%26c%3Dd%2F%C3%BC%22%3C")
    #expect(FormEncoding.escape("\r\n") == "%0D%0A", "nothing breaks out of a header")
  }

  @Test(arguments: ["", "a b", "100%", "a+b", "ü→🏗", "x&y=z", "\u{0}\r\n"])
  func `what is encoded reads back`(text: String) {
    let parameters = [Parameter(text + "k", text), Parameter("n", text)]
    #expect(FormEncoding.decode(FormEncoding.encode(parameters)) == parameters)
    #expect(FormEncoding.decode(FormEncoding.encodeForm(parameters)) == parameters)
  }

  @Test func `a space of a form is a plus sign, and a plus sign is not`() {
    #expect(FormEncoding.encodeForm([Parameter("a b", "c + %20")]) == "a+b=c+%2B+%2520")
    #expect(FormEncoding.encode([Parameter("a b", "c + %20")]) == "a%20b=c%20%2B%20%2520")
  }
}
