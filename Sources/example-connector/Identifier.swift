/// An id of Procore's: 64 bits, in JSON a number (version 1) or a string of digits (version 2).
struct Identifier: Codable, Sendable, Equatable {
  let value: Int64

  init(_ value: Int64) {
    self.value = value
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int64.self) {
      value = number
    } else if let number = Int64(try container.decode(String.self)) {
      value = number
    } else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected an id: an integer of 64 bits")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
