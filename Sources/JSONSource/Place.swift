/// Where something stands in a file.
public struct Place: Sendable {
  /// The name of the file.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// The column, from 1, counted in Unicode scalars.
  public let column: Int
  /// The JSON pointer (RFC 6901) of the value; of a key, the pointer of its value.
  public var pointer: String { path.pointer }

  let path: PlacePath
  /// The offset in the file's bytes, for places that were found by reading it.
  let offset: Int?

  /// A place that is known from elsewhere, such as a report.
  public init(file: String, line: Int, column: Int, pointer: String) {
    self.init(file: file, line: line, column: column, path: .pointer(pointer), offset: nil)
  }

  init(file: String, line: Int, column: Int, path: PlacePath, offset: Int?) {
    self.file = file
    self.line = line
    self.column = column
    self.path = path
    self.offset = offset
  }
}

extension Place: Hashable {
  /// Whether both name the same line, column and pointer of a file of the same name.
  public static func == (left: Place, right: Place) -> Bool {
    left.line == right.line && left.column == right.column && left.file == right.file && left.pointer == right.pointer
  }

  /// Feeds file, line and column to the hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(file)
    hasher.combine(line)
    hasher.combine(column)
  }
}

extension Place: CustomStringConvertible {
  /// `FILE:LINE:COLUMN`, as editors and terminals understand it.
  public var description: String { "\(file):\(line):\(column)" }
}
