extension JSONValue {
  /// The value as JSON text (RFC 8259) on one line, without spaces; only what must be escaped is.
  ///
  /// A `decimal` whose lexeme is no JSON number is written as a string, so that the text is always well-formed.
  public func encoded() -> String {
    var writer = JSONWriter(indent: nil)
    writer.write(self)
    return writer.text
  }

  /// The value as JSON text over several lines, without a line feed at the end.
  ///
  /// - Parameter indent: spaces for each level; normally two.
  public func encoded(indent: Int) -> String {
    var writer = JSONWriter(indent: indent)
    writer.write(self)
    return writer.text
  }

  /// What `encoded()` returns, as the UTF-8 bytes of a body.
  public func encodedBytes() -> [UInt8] {
    var writer = JSONWriter(indent: nil)
    writer.write(self)
    return writer.bytes
  }

  /// Writes the value behind a text, as `encoded()` does.
  public func append(to text: inout String) {
    text += encoded()
  }
}
