/// Names and values in `application/x-www-form-urlencoded`, in their order.
func formEncoded(_ fields: [(String, String)]) -> String {
  fields.map { "\(percentEncoded($0.0))=\(percentEncoded($0.1))" }.joined(separator: "&")
}

/// Everything but the unreserved characters of RFC 3986 section 2.3 as `%XX`.
func percentEncoded(_ text: String) -> String {
  text.utf8.map { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      String(UnicodeScalar(byte))
    default: "%" + hexadecimal([byte]).uppercased()
    }
  }.joined()
}

/// Two digits for each byte, in lower case.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
