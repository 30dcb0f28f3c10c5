import JSONSource

/// One object of a schema, and what the decoder asked of all objects of the files that it describes.
struct DescribedObject {
  let kind: FileKind
  /// The schema's place in its file, `#/$defs/step`.
  let location: String
  /// The schema's keys.
  var keys: Set<String>
  /// The schema's keys that must be there.
  var required: Set<String>
  /// The keys that the decoder asked for in any of the objects.
  var asked: Set<String> = []
  /// The keys that the decoder demanded of all of the objects.
  var demanded: Set<String> = []
  /// The keys that stood in any of the objects.
  var present: Set<String> = []
  /// Whether the decoder asks for keys, and does not look for words among the members.
  var isRead = false
  /// One of the objects, with its file.
  let example: (file: JSONValue, pointer: String)

  /// The objects whose words are members, which the decoder goes through one by one.
  static let readByHand: Set<String> = ["#/$defs/operator", "#/$defs/outcomes", "#/$defs/outputTest"]

  var isKnown: Bool { isRead || Self.readByHand.contains(location) }
  /// Keys that the decoder never asks for.
  var unasked: [String] { isRead ? keys.subtracting(asked).sorted() : [] }
  /// Keys that no file has.
  var unseen: [String] { keys.subtracting(present).sorted() }

  /// Keys that the decoder takes and the schema lacks.
  ///
  /// A key that the decoder knows only to refuse is refused in the same words whatever its value is.
  func undescribed() throws -> [String] {
    asked.subtracting(keys).filter { key in
      let pointer = example.pointer + "/" + JSONPointer.escaped(key)
      let answers = ([true, 7, "a", [], [:]] as [JSONValue]).map { value in
        kind.diagnostics(of: example.file.replacing(pointer, with: value)).all
          .filter { $0.severity == .error && $0.place?.pointer == pointer }.map(\.message)
      }
      return answers[0].isEmpty || Set(answers).count > 1
    }.sorted()
  }

  /// The objects of a kind, by their places in the schema.
  static func all(of kind: FileKind) throws -> [String: DescribedObject] {
    let validator = try kind.validator()
    var objects: [String: DescribedObject] = [:]
    for path in kind.shipped + kind.examples {
      let file = try Checkout.value(path)
      let questions = Dictionary(grouping: kind.diagnostics(of: file).objects, by: \.pointer)
      for visit in validator.validate(file).visits where visit.isClosed {
        let asked = questions[visit.pointer] ?? []
        let demanded = Set(asked.flatMap(\.required))
        var object =
          objects[visit.location]
          ?? DescribedObject(
            kind: kind, location: visit.location, keys: visit.keys, required: visit.requiredKeys, demanded: demanded,
            example: (file, visit.pointer))
        object.isRead = object.isRead || !asked.isEmpty
        object.asked.formUnion(asked.flatMap(\.keys))
        object.demanded.formIntersection(demanded)
        object.present.formUnion(file.value(at: visit.pointer)?.objectValue?.keys ?? [])
        objects[visit.location] = object
      }
    }
    return objects
  }
}
