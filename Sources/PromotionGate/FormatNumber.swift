import JSONSource

extension Fields {
  /// Reads `"format"`, which says by which edition of the format a file is written; there is one, 1.
  func readFormat() {
    _ = required("format", Reader<Int64>.integer.compactMap(expected: "1") { $0 == 1 ? $0 : nil })
  }
}
