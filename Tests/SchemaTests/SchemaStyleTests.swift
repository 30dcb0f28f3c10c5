import JSONSource
import Testing

/// The schemas are such that an editor can help with them.
@Suite struct SchemaStyleTests {
  private static let paths = Checkout.json(below: "Fixtures/schemas")

  /// All schemas within a file, by their places.
  private func parts(of schema: JSONValue, at location: String = "#") -> [(location: String, schema: JSONValue)] {
    [(location, schema)]
      + (schema.objectValue?.members ?? []).flatMap { member -> [(location: String, schema: JSONValue)] in
        let here = "\(location)/\(member.key)"
        switch member.key {
        case "properties", "$defs":
          return (member.value.objectValue?.members ?? []).flatMap { parts(of: $0.value, at: "\(here)/\($0.key)") }
        case "additionalProperties", "items", "propertyNames": return parts(of: member.value, at: here)
        case "anyOf", "oneOf":
          return (member.value.arrayValue ?? []).enumerated().flatMap {
            parts(of: $0.element, at: "\(here)/\($0.offset)")
          }
        default: return []
        }
      }
  }

  @Test func `there is a schema for every kind of file, and for what a run prints`() {
    let kinds = FileKind.allCases.map(\.rawValue) + ["report"]
    #expect(Self.paths == kinds.sorted().map { "Fixtures/schemas/\($0).schema.json" })
  }

  @Test(arguments: paths) func `every key has a sentence`(_ path: String) throws {
    let schema = try Checkout.value(path)
    let keys = parts(of: schema).filter { $0.location.split(separator: "/").dropLast().last == "properties" }
    #expect(!keys.isEmpty)
    for key in keys where key.schema.objectValue != nil && !key.location.contains("/oneOf/") {
      let target = key.schema["$ref"]?.stringValue.flatMap { schema.value(at: String($0.dropFirst())) }
      let sentence = key.schema["description"] ?? target?["description"]
      #expect(sentence?.stringValue?.hasSuffix(".") == true, "\(path) \(key.location)")
    }
  }

  @Test(arguments: paths) func `every example is valid`(_ path: String) throws {
    let root = try Checkout.value(path)
    let validator = SchemaValidator(root)
    for part in parts(of: root) {
      for example in part.schema["examples"]?.arrayValue ?? [] {
        let findings = validator.validate(example, by: part.schema, location: part.location)
        #expect(findings.mistakes == [], "\(path) \(part.location)")
      }
    }
  }

  @Test func `what two schemas both define they define alike`() throws {
    var first: [String: (path: String, schema: JSONValue)] = [:]
    for path in Self.paths {
      for member in try Checkout.value(path)["$defs"]?.objectValue?.members ?? [] {
        guard Self.shared.contains(member.key) else { continue }
        if let earlier = first[member.key] {
          #expect(member.value == earlier.schema, "\(member.key) of \(path) and \(earlier.path)")
        } else {
          first[member.key] = (path, member.value)
        }
      }
    }
    #expect(Set(first.keys) == Self.shared)
  }

  private static let shared: Set<String> = [
    "note", "text", "duration", "level", "ground", "operator", "value", "valuesByName", "body", "scenarios",
  ]
}
