/// Text compared code unit by code unit, as RFC 8259 section 8.3 asks.
///
/// `String` alone takes a composed and a decomposed accent for equal; a key or a value that was changed that way on its
/// journey would go unnoticed.
struct ExactText: Hashable {
  let text: String

  static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.isExactly(right.text)
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension String {
  /// Whether both texts consist of the same bytes.
  func isExactly(_ other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    var left = self
    var right = other
    return left.withUTF8 { left in right.withUTF8 { left.elementsEqual($0) } }
  }
}
