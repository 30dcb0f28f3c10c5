import JSONSource

/// Makes one document of a description and the schemas of files that it refers to, so that a program that fetches it
/// needs nothing else.
public struct BundleSchemas {
  /// The schema of each kind of file by its name, `scenario`.
  private let schemas: [String: JSONValue]
  private var added = JSONObject()

  private static let prefix = "../schemas/"
  private static let ending = ".schema.json"

  private init(_ schemas: [String: JSONValue]) {
    self.schemas = schemas
  }

  /// The names of the schemas that a description refers to.
  public static func names(in description: JSONValue) -> Set<String> {
    switch description {
    case .array(let items): return items.reduce(into: []) { $0.formUnion(names(in: $1)) }
    case .object(let object):
      let own = object["$ref"]?.stringValue.flatMap(split).map { [$0.name] } ?? []
      return object.reduce(into: Set(own)) { $0.formUnion(names(in: $1.value)) }
    default: return []
    }
  }

  /// The description with everything that it refers to among its own schemas.
  public static func bundle(_ description: JSONValue, with schemas: [String: JSONValue]) -> JSONValue {
    var bundle = BundleSchemas(schemas)
    guard case .object(var document) = bundle.rewritten(description, in: nil) else { return description }
    var components = document["components"]?.objectValue ?? [:]
    var own = components["schemas"]?.objectValue ?? [:]
    for member in bundle.added { own[member.key] = member.value }
    components["schemas"] = .object(own)
    document["components"] = .object(components)
    return .object(document)
  }

  /// A value whose references lead to schemas of the bundle.
  ///
  /// - Parameter file: the schema in which it stands; nil for the description itself.
  private mutating func rewritten(_ value: JSONValue, in file: String?) -> JSONValue {
    switch value {
    case .array(let items): return .array(items.map { rewritten($0, in: file) })
    case .object(let object):
      var changed = JSONObject()
      for member in object where file == nil || !["$schema", "$defs"].contains(member.key) {
        if member.key == "$ref", let reference = member.value.stringValue {
          changed[member.key] = .string(target(of: reference, in: file))
        } else {
          changed[member.key] = rewritten(member.value, in: file)
        }
      }
      return .object(changed)
    default: return value
    }
  }

  private mutating func target(of reference: String, in file: String?) -> String {
    let parts: (name: String, definition: String?)
    if let outside = Self.split(reference) {
      parts = outside
    } else if let file, let definition = Self.definition(reference) {
      parts = (file, definition)
    } else {
      return reference
    }
    let name = parts.definition.map { "\(parts.name).\($0)" } ?? parts.name
    if added[name] == nil {
      // A schema may lead back to itself.
      added[name] = true
      let schema = parts.definition.flatMap { schemas[parts.name]?["$defs"]?[$0] } ?? schemas[parts.name]
      added[name] = schema.map { rewritten($0, in: parts.name) } ?? true
    }
    return "#/components/schemas/\(name)"
  }

  private static func split(_ reference: String) -> (name: String, definition: String?)? {
    guard reference.hasPrefix(prefix), let end = reference.firstRange(of: ending) else { return nil }
    let name = reference[..<end.lowerBound].dropFirst(prefix.count)
    return (String(name), definition(String(reference[end.upperBound...])))
  }

  private static func definition(_ fragment: String) -> String? {
    fragment.hasPrefix("#/$defs/") ? String(fragment.dropFirst("#/$defs/".count)) : nil
  }
}
