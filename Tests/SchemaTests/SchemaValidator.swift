import JSONSource

/// Validates values by the part of JSON Schema (draft 2020-12) that the schemas of this project use, and says which
/// schemas it came by.
final class SchemaValidator {
  /// A schema that a value was found valid by.
  struct Visit {
    /// The value's place, as a JSON pointer.
    let pointer: String
    /// The schema's place in its file, `#/$defs/step`.
    let location: String
    let schema: JSONObject
  }

  /// What came of a validation; the visits say something only where there are no mistakes.
  struct Findings {
    var mistakes: [String] = []
    var visits: [Visit] = []
  }

  private let root: JSONValue
  private var expressions: [String: Regex<AnyRegexOutput>] = [:]

  init(_ root: JSONValue) {
    self.root = root
  }

  func validate(_ value: JSONValue) -> Findings { validate(value, by: root, location: "#") }

  func isValid(_ value: JSONValue) -> Bool { validate(value).mistakes.isEmpty }

  /// Validates a value by one schema of the file.
  func validate(_ value: JSONValue, by schema: JSONValue, at pointer: String = "", location: String) -> Findings {
    var findings = Findings()
    validate(value, by: schema, at: pointer, location: location, into: &findings)
    return findings
  }

  private func validate(
    _ value: JSONValue, by schema: JSONValue, at pointer: String, location: String, into findings: inout Findings
  ) {
    guard let keywords = schema.objectValue else {
      if schema != true { findings.mistakes.append("\(pointer): is not allowed here") }
      return
    }
    findings.visits.append(Visit(pointer: pointer, location: location, schema: keywords))
    for keyword in keywords.members {
      let here = location + "/" + keyword.key
      switch keyword.key {
      case "$ref": follow(keyword.value.stringValue ?? "", value, pointer, into: &findings)
      case "anyOf", "oneOf":
        choose(keyword.key, keyword.value.arrayValue ?? [], value, pointer, here, into: &findings)
      case "properties", "additionalProperties", "propertyNames", "required", "minProperties":
        guard let object = value.objectValue else { continue }
        apply(keyword, of: keywords, to: object, at: pointer, location: here, into: &findings)
      case "items":
        for (index, item) in (value.arrayValue ?? []).enumerated() {
          validate(item, by: keyword.value, at: "\(pointer)/\(index)", location: here, into: &findings)
        }
      case "$schema", "title", "description", "examples", "$defs": continue
      default:
        if holds(keyword.key, keyword.value, for: value) { continue }
        findings.mistakes.append("\(pointer): \(keyword.key) \(keyword.value.encoded()) does not hold")
      }
    }
  }

  private func follow(_ reference: String, _ value: JSONValue, _ pointer: String, into findings: inout Findings) {
    guard reference.hasPrefix("#"), let schema = root.value(at: String(reference.dropFirst())) else {
      findings.mistakes.append("there is no \(reference)")
      return
    }
    validate(value, by: schema, at: pointer, location: reference, into: &findings)
  }

  private func choose(
    _ keyword: String, _ schemas: [JSONValue], _ value: JSONValue, _ pointer: String, _ location: String,
    into findings: inout Findings
  ) {
    let all = schemas.enumerated().map {
      validate(value, by: $0.element, at: pointer, location: "\(location)/\($0.offset)")
    }
    let valid = all.filter(\.mistakes.isEmpty)
    guard keyword == "anyOf" ? !valid.isEmpty : valid.count == 1 else {
      findings.mistakes.append("\(pointer): \(valid.count) of \(keyword) hold")
      findings.mistakes += all.flatMap(\.mistakes)
      return
    }
    findings.visits += valid.flatMap(\.visits)
  }

  private func apply(
    _ keyword: JSONObject.Member, of schema: JSONObject, to object: JSONObject, at pointer: String, location: String,
    into findings: inout Findings
  ) {
    func place(_ key: String) -> String { pointer + "/" + JSONPointer.escaped(key) }
    switch keyword.key {
    case "properties":
      for member in object {
        guard let property = keyword.value[member.key] else { continue }
        let here = location + "/" + JSONPointer.escaped(member.key)
        validate(member.value, by: property, at: place(member.key), location: here, into: &findings)
      }
    case "additionalProperties":
      for member in object where schema["properties"]?[member.key] == nil {
        validate(member.value, by: keyword.value, at: place(member.key), location: location, into: &findings)
      }
    case "propertyNames":
      for key in object.keys {
        findings.mistakes += validate(.string(key), by: keyword.value, at: place(key), location: location).mistakes
      }
    case "required":
      let missing = (keyword.value.arrayValue ?? []).compactMap(\.stringValue).filter { object[$0] == nil }
      findings.mistakes += missing.map { "\(pointer): \($0) is missing" }
    default:
      guard Int64(object.count) < keyword.value.integerValue ?? 0 else { return }
      findings.mistakes.append("\(pointer): too few members")
    }
  }

  /// Whether a keyword that looks at the value alone holds; one that is not known never does.
  private func holds(_ keyword: String, _ argument: JSONValue, for value: JSONValue) -> Bool {
    switch keyword {
    case "type": (argument.arrayValue ?? [argument]).contains { isOf(type: $0.stringValue ?? "", value) }
    case "enum": (argument.arrayValue ?? []).contains(value)
    case "const": argument == value
    case "pattern": value.stringValue.map { matches($0, argument.stringValue ?? "") } ?? true
    case "minimum": value.doubleValue.map { $0 >= argument.doubleValue ?? .infinity } ?? true
    case "maximum": value.doubleValue.map { $0 <= argument.doubleValue ?? -.infinity } ?? true
    case "minItems": value.arrayValue.map { Int64($0.count) >= argument.integerValue ?? 0 } ?? true
    default: false
    }
  }

  private func isOf(type: String, _ value: JSONValue) -> Bool {
    switch (type, value) {
    case ("null", .null), ("boolean", .bool), ("integer", .integer), ("number", .integer), ("number", .decimal),
      ("string", .string), ("array", .array), ("object", .object):
      true
    default: false
    }
  }

  private func matches(_ text: String, _ pattern: String) -> Bool {
    if expressions[pattern] == nil { expressions[pattern] = try? Regex(pattern) }
    return expressions[pattern].map { text.firstMatch(of: $0) != nil } ?? false
  }
}
