import HTTPTypes

/// Headers as a record keeps them: names and values in order, as people read them.
///
/// Left to themselves, `HTTPFields` would be written byte by byte, and the mark of a secret could not be read.
@propertyWrapper
public struct ReadableFields: Hashable, Sendable, Codable {
  /// The headers.
  public var wrappedValue: HTTPFields

  /// Keeps headers.
  public init(wrappedValue: HTTPFields) {
    self.wrappedValue = wrappedValue
  }

  /// Reads a list of names and values.
  ///
  /// - Throws: `DecodingError` where a name is none of a header.
  public init(from decoder: any Decoder) throws {
    wrappedValue = [:]
    for field in try [Parameter](from: decoder) {
      guard let name = HTTPField.Name(field.name) else {
        let reason = "\"\(field.name)\" is no name of a header"
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: reason))
      }
      wrappedValue.append(HTTPField(name: name, value: field.value))
    }
  }

  /// Writes a list of names and values.
  public func encode(to encoder: any Encoder) throws {
    try wrappedValue.map { Parameter($0.name.rawName, $0.value) }.encode(to: encoder)
  }
}
