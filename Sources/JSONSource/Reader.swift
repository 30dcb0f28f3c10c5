/// How one value of a file is read.
///
/// A reader that cannot read a value says so in the diagnostics, at the value's place, and returns nil. Readers go on
/// wherever they can, so that one reading shows all that is wrong; whether a file may be used is therefore asked of
/// `Diagnostics.hasErrors`, never of a single value.
public struct Reader<Value> {
  /// Reads a value, or says in the diagnostics why it cannot be read and returns nil.
  public let read: (LocatedJSON, Diagnostics) -> Value?

  /// A reader of your own. Where it returns nil it has to have added an error.
  public init(_ read: @escaping (LocatedJSON, Diagnostics) -> Value?) {
    self.read = read
  }

  /// The same, with the value turned into another.
  public func map<T>(_ transform: @escaping (Value) -> T) -> Reader<T> {
    Reader<T> { json, diagnostics in read(json, diagnostics).map(transform) }
  }

  /// The same, with the value turned into another, where that can fail.
  ///
  /// - Parameter expected: what stands behind "expected" where `transform` returns nil: `a duration such as "90m"`.
  public func compactMap<T>(expected: String, _ transform: @escaping (Value) -> T?) -> Reader<T> {
    Reader<T> { json, diagnostics in
      guard let value = read(json, diagnostics) else { return nil }
      if let result = transform(value) { return result }
      diagnostics.error("expected \(expected), found \(json.described)", at: json)
      return nil
    }
  }

  /// The same, with the place kept beside the value, for what can be judged only when all files are read.
  public func keepingPlace() -> Reader<(value: Value, json: LocatedJSON)> {
    Reader<(value: Value, json: LocatedJSON)> { json, diagnostics in
      read(json, diagnostics).map { (value: $0, json: json) }
    }
  }

  /// Parses a file and reads its value.
  ///
  /// - Returns: nil where the file has any error; every one is then in `diagnostics`.
  public func parse(_ source: SourceFile, into diagnostics: Diagnostics) -> Value? {
    let found = Diagnostics()
    let value = JSONParser.parse(source, into: found).flatMap { read($0, found) }
    for diagnostic in found.all { diagnostics.add(diagnostic) }
    return found.hasErrors ? nil : value
  }
}
