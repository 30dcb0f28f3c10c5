extension JSONValue: Codable {
  /// Reads a value out of any decoder; a keyed container keeps no order, so that the keys are sorted.
  public init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: JSONKey.self) {
      self = .object(try Self.object(from: members))
    } else if var items = try? decoder.unkeyedContainer() {
      self = .array(try Self.array(from: &items))
    } else {
      self = try Self.scalar(from: decoder.singleValueContainer())
    }
  }

  /// Writes the value to any encoder; a decimal goes as the 64-bit number or else the nearest double that it is.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .array(let items):
      var container = encoder.unkeyedContainer()
      for item in items { try container.encode(item) }
    case .object(let object):
      var container = encoder.container(keyedBy: JSONKey.self)
      for member in object { try container.encode(member.value, forKey: JSONKey(stringValue: member.key)) }
    default:
      var container = encoder.singleValueContainer()
      try encodeScalar(to: &container)
    }
  }

  private static func object(from container: KeyedDecodingContainer<JSONKey>) throws -> JSONObject {
    let keys = container.allKeys.sorted { $0.stringValue < $1.stringValue }
    return JSONObject(try keys.map { ($0.stringValue, try container.decode(JSONValue.self, forKey: $0)) })
  }

  private static func array(from container: inout any UnkeyedDecodingContainer) throws -> [JSONValue] {
    var items: [JSONValue] = []
    while !container.isAtEnd { items.append(try container.decode(JSONValue.self)) }
    return items
  }

  private static func scalar(from container: any SingleValueDecodingContainer) throws -> JSONValue {
    if container.decodeNil() { return .null }
    if let value = try? container.decode(Bool.self) { return .bool(value) }
    if let value = try? container.decode(Int64.self) { return .integer(value) }
    if let value = try? container.decode(UInt64.self) { return .decimal(String(value)) }
    if let number = try? container.decode(Double.self), let value = JSONValue(double: number) { return value }
    return .string(try container.decode(String.self))
  }

  private func encodeScalar(to container: inout any SingleValueEncodingContainer) throws {
    switch self {
    case .bool(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .string(let text): try container.encode(text)
    case .decimal(let lexeme):
      if let value = UInt64(lexeme) { return try container.encode(value) }
      guard let number = doubleValue else {
        let reason = "\(lexeme) is beyond the range of a double"
        throw EncodingError.invalidValue(self, .init(codingPath: container.codingPath, debugDescription: reason))
      }
      try container.encode(number)
    default: try container.encodeNil()
    }
  }
}

extension JSONObject: Codable {
  /// Reads an object out of any decoder; see `JSONValue`.
  public init(from decoder: any Decoder) throws {
    let value = try JSONValue(from: decoder)
    guard case .object(let object) = value else {
      let reason = "expected an object, found \(value.typeName)"
      throw DecodingError.typeMismatch(
        JSONObject.self, .init(codingPath: decoder.codingPath, debugDescription: reason))
    }
    self = object
  }

  /// Writes the object to any encoder; see `JSONValue`.
  public func encode(to encoder: any Encoder) throws {
    try JSONValue.object(self).encode(to: encoder)
  }
}

/// Any key of an object.
private struct JSONKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
