import JSONSource
import Testing

@Suite struct `what becomes of numbers` {
  @Test(arguments: [
    ("0", 0), ("-0", 0), ("1", 1), ("-1", -1), ("9007199254740993", 9_007_199_254_740_993),
    ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min), ("600000000000001", 600_000_000_000_001),
  ])
  func `64-bit integers are exact`(text: String, value: Int64) {
    #expect(JSONParser.parse(text: text) == .integer(value))
    #expect(JSONParser.parse(text: text)?.integerValue == value)
  }

  @Test(arguments: [
    "9223372036854775808", "-9223372036854775809", "18446744073709551615", "100000000000000000000000000000000001",
    "1.50",
    "1.0", "0.0", "-0.0", "1e3", "1E3", "1e+3", "1e-3", "0e0", "0E+1", "-1.5e-10", "1e999", "123.456e78", "0.1", "-0e1",
    "3.141592653589793238462643383279",
  ])
  func `any other number keeps its lexeme`(text: String) {
    #expect(JSONParser.parse(text: text) == .decimal(text))
    #expect(JSONParser.parse(text: text)?.encoded() == text)
    #expect(JSONParser.parse(text: text)?.integerValue == nil)
  }

  @Test func `the double of a number, where one can hold it`() {
    #expect(JSONValue.integer(3).doubleValue == 3)
    #expect(JSONValue.decimal("1.50").doubleValue == 1.5)
    #expect(JSONValue.decimal("1e3").doubleValue == 1000)
    #expect(JSONValue.decimal("1e999").doubleValue == nil)
    #expect(JSONValue.string("1.5").doubleValue == nil)
  }

  @Test(arguments: [
    ("+1", "1:1 a number must not begin with \"+\"", "write 1"),
    (".5", "1:1 a number must begin with a digit", "write 0.5"),
    ("[ 01 ]", "1:3 a number must not have leading zeros", "write 1"),
    ("007", "1:1 a number must not have leading zeros", "write 7"),
    ("1.2.3", "1:4 unexpected \".\" in a number", "text must stand in double quotes"),
    ("1.", "1:3 expected a digit after the decimal point", "write 1.0"),
    ("[1e]", "1:4 expected a digit in the exponent", nil),
    ("-x", "1:2 expected a digit after the minus sign", "text must stand in double quotes"),
    ("2024-01-31", "1:5 unexpected \"-\" in a number", "text must stand in double quotes"),
    ("0x1F", "1:2 unexpected \"x\" in a number", "text must stand in double quotes"),
  ])
  func `a malformed number is pointed at where it goes wrong`(text: String, message: String, hint: String?) {
    let reading = Reading(text)
    #expect(reading.messages == [message])
    #expect(reading.found.first?.hint == hint)
  }
}
