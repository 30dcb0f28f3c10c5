import JSONSource

/// A file with one small mistake in it.
struct Mistake {
  enum Sort { case unknownKey, missingKey, otherType, otherWord }

  let sort: Sort
  /// Where it is, for people.
  let place: String
  let file: JSONValue
}

extension Mistake {
  /// All small mistakes that a valid file can have by its schema: one key too many, one too few, one value of another
  /// type, one unknown word.
  static func all(in file: JSONValue, by validator: SchemaValidator) -> [Mistake] {
    let objects = validator.validate(file).visits.filter(\.isClosed)
    return objects.flatMap { object -> [Mistake] in
      guard let members = file.value(at: object.pointer)?.objectValue else { return [] }
      let unknown = Mistake(
        sort: .unknownKey, place: "\(object.pointer) + unknownKey",
        file: file.replacing(object.pointer + "/unknownKey", with: true))
      let missing = object.requiredKeys.map { key in
        Mistake(
          sort: .missingKey, place: "\(object.pointer) - \(key)",
          file: file.replacing(object.pointer + "/" + key, with: nil))
      }
      let others = members.keys.filter { $0 != "note" && $0 != "$schema" }.flatMap { key in
        let pointer = object.pointer + "/" + JSONPointer.escaped(key)
        return ([.null, true, 7, [], [:], "no-such-word"] as [JSONValue]).map { value in
          Mistake(
            sort: value.stringValue == nil ? .otherType : .otherWord, place: "\(pointer) = \(value.encoded())",
            file: file.replacing(pointer, with: value))
        }
      }
      return [unknown] + missing + others
    }
  }
}

extension SchemaValidator.Visit {
  /// Whether the schema is one of an object whose keys are all described.
  var isClosed: Bool { schema["additionalProperties"] == false }

  /// The described keys, without those that every object may have.
  var keys: Set<String> { Set(schema["properties"]?.objectValue?.keys ?? []).subtracting(["note", "$schema"]) }

  /// The keys that must be there.
  var requiredKeys: Set<String> { Set((schema["required"]?.arrayValue ?? []).compactMap(\.stringValue)) }
}

extension JSONValue {
  /// The value with another one at a place; nil removes it, and a new key is added.
  func replacing(_ pointer: String, with new: JSONValue?) -> JSONValue {
    replacing((JSONPointer.steps(of: pointer) ?? [])[...], with: new) ?? .null
  }

  private func replacing(_ steps: ArraySlice<String>, with new: JSONValue?) -> JSONValue? {
    guard let step = steps.first else { return new }
    switch self {
    case .object(var object):
      object[step] = (object[step] ?? .null).replacing(steps.dropFirst(), with: new)
      return .object(object)
    case .array(var items):
      guard let index = Int(step), items.indices.contains(index) else { return self }
      let item = items[index].replacing(steps.dropFirst(), with: new)
      items.replaceSubrange(index...index, with: item.map { [$0] } ?? [])
      return .array(items)
    default: return self
    }
  }
}
