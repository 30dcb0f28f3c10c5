import JSONSource
import Testing

@Suite struct `what strict JSON allows` {
  @Test(arguments: [
    ("null", "null"), ("true", "true"), ("false", "false"), ("0", "0"), ("42", "42"), ("-7", "-7"), (#""""#, #""""#),
    (" \t\r\n1\n", "1"), ("[]", "[]"), ("{}", "{}"), ("[ ]", "[]"), ("{ }", "{}"), ("[1,\n2 , 3]", "[1,2,3]"),
    ("[[],[[]],{}]", "[[],[[]],{}]"), (#"{"a":1,"b":{"c":[true]}}"#, #"{"a":1,"b":{"c":[true]}}"#),
    (#"{"":0}"#, #"{"":0}"#), (#"{"b":1,"a":2}"#, #"{"b":1,"a":2}"#), (#"{"a":1,"A":2}"#, #"{"a":1,"A":2}"#),
    (#"["a"]"#, #"["a"]"#), (#"[null, 1, "1", {}]"#, #"[null,1,"1",{}]"#),
  ])
  func `structures it allows`(text: String, encoded: String) {
    #expect(JSONParser.parse(text: text)?.encoded() == encoded)
    #expect(Reading(text).json?.value.encoded() == encoded)
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\u0000""#, "\u{0}"),
    (#""\ud83d\ude00""#, "😀"), (#""\uD834\uDD1E""#, "𝄞"), (#""\udbff\udfff""#, "\u{10FFFF}"),
    (#""\ufffe""#, "\u{FFFE}"),
    (#""\\u0041""#, "\\u0041"), ("\"\u{7F}\u{80}\u{2028}\u{2029}\u{FEFF}\"", "\u{7F}\u{80}\u{2028}\u{2029}\u{FEFF}"),
    ("\"é😀漢\"", "é😀漢"), (#""/* no comment */ // #""#, "/* no comment */ // #"), (#""a\u0062c""#, "abc"), ("\" \"", " "),
  ])
  func `strings it allows`(text: String, value: String) {
    #expect(JSONParser.parse(text: text) == .string(value))
    #expect(Reading(text).json?.value == .string(value))
  }

  @Test func `a key is unescaped`() {
    #expect(JSONParser.parse(text: #"{"\u0061\n":1}"#) == ["a\n": 1])
  }

  @Test func `the order of members is kept, also of many`() {
    let keys = (0..<500).map { "key\($0 * 7919 % 500)" }
    let text = "{" + keys.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    #expect(JSONParser.parse(text: text)?.objectValue?.keys == keys)
    #expect(Reading(text).json?.members?.map(\.key) == keys)
  }

  @Test func `accents that look alike are two keys, for their code units differ`() {
    let text = "{\"\u{E9}\":1,\"e\u{301}\":2}"
    let value = JSONParser.parse(text: text)
    #expect(value?["\u{E9}"] == 1)
    #expect(value?["e\u{301}"] == 2)
    #expect(value?.encoded().utf8.elementsEqual(text.utf8) == true)
  }
}
