import JSONSource
import MockCore
import ScenarioCore
import Testing

/// A schema and the decoder of its file kind say the same.
@Suite struct SchemaTests {
  @Test(arguments: FileKind.allCases)
  func `every file of this repository is valid by its schema and by its decoder`(_ kind: FileKind) throws {
    let validator = try kind.validator()
    let files = kind.shipped + kind.examples
    #expect(!files.isEmpty)
    for path in files {
      let value = try Checkout.value(path)
      #expect(validator.validate(value).mistakes == [], "\(path)")
      let errors = kind.diagnostics(of: value).all.filter { $0.severity == .error }
      #expect(errors.map { "\($0.place?.pointer ?? "") \($0.message)" } == [], "\(path)")
    }
  }

  @Test(arguments: FileKind.allCases)
  func `the keys that the decoder asks for are the keys of the schema`(_ kind: FileKind) throws {
    for object in try DescribedObject.all(of: kind).values.sorted(by: { $0.location < $1.location }) {
      let name = "\(kind.rawValue) \(object.location)"
      #expect(object.isKnown, "\(name): the decoder reads no such object; read it with Reader.object")
      #expect(object.unasked == [], "\(name): the schema has keys that the decoder never asks for")
      #expect(try object.undescribed() == [], "\(name): the schema lacks keys that the decoder takes")
      #expect(object.unseen == [], "\(name): no file in Tests/SchemaTests/Examples has these keys")
      #expect(object.demanded == object.required, "\(name): the keys that must be there differ")
    }
  }

  @Test(arguments: FileKind.allCases)
  func `no object of the decoder is left open by the schema`(_ kind: FileKind) throws {
    let validator = try kind.validator()
    for path in kind.shipped + kind.examples {
      let value = try Checkout.value(path)
      let closed = Set(validator.validate(value).visits.filter(\.isClosed).map(\.pointer))
      // The knobs that a step of a scenario sets are described once, in the schema of profiles.
      let read = kind.diagnostics(of: value).objects.map(\.pointer).filter { !$0.contains("/world/profile") }
      #expect(read.filter { !closed.contains($0) } == [], "\(path)")
    }
  }

  @Test(arguments: FileKind.allCases)
  func `every object of the schema stands in an example`(_ kind: FileKind) throws {
    let schema = try Checkout.value(kind.schemaPath)
    let seen = Set(try DescribedObject.all(of: kind).keys)
    let definitions = schema["$defs"]?.objectValue?.members ?? []
    let closed = definitions.filter { $0.value["additionalProperties"] == false }.map { "#/$defs/\($0.key)" }
    #expect(closed.filter { !seen.contains($0) } == [])
  }

  @Test(arguments: FileKind.allCases)
  func `the words that the decoder takes are the words of the schema`(_ kind: FileKind) throws {
    let validator = try kind.validator()
    for path in kind.shipped + kind.examples {
      let value = try Checkout.value(path)
      let described = Dictionary(grouping: validator.validate(value).visits, by: \.pointer)
      for word in kind.diagnostics(of: value).words {
        let words = (described[word.pointer] ?? []).flatMap { visit in
          (visit.schema["enum"]?.arrayValue ?? []) + [visit.schema["const"]].compactMap { $0 }
        }
        #expect(Set(words.compactMap(\.stringValue)) == Set(word.words), "\(path) \(word.pointer)")
      }
    }
  }

  @Test(arguments: FileKind.allCases)
  func `every word of the schema is taken somewhere`(_ kind: FileKind) throws {
    let validator = try kind.validator()
    var refused: [String: Set<JSONValue>] = [:]
    for path in kind.examples {
      let value = try Checkout.value(path)
      for visit in validator.validate(value).visits {
        guard let words = visit.schema["enum"]?.arrayValue else { continue }
        let wrong = words.filter { word in
          let errors = kind.diagnostics(of: value.replacing(visit.pointer, with: word)).all
          return errors.contains { $0.severity == .error && $0.place?.pointer == visit.pointer }
        }
        refused[visit.location] = (refused[visit.location] ?? Set(words)).intersection(wrong)
      }
    }
    #expect(refused.filter { !$0.value.isEmpty }.mapValues { $0.map { $0.encoded() }.sorted() } == [:])
  }

  @Test(arguments: FileKind.allCases)
  func `a small mistake is one to the schema and to the decoder`(_ kind: FileKind) throws {
    let validator = try kind.validator()
    for path in kind.examples {
      let mistakes = Mistake.all(in: try Checkout.value(path), by: validator)
      #expect(mistakes.count > 10, "\(path)")
      for mistake in mistakes {
        let isValid = validator.isValid(mistake.file)
        let errors = kind.diagnostics(of: mistake.file).all.filter { $0.severity == .error }.map(\.message)
        #expect(isValid || !errors.isEmpty, "\(path) \(mistake.place): only the schema forbids it")
        switch mistake.sort {
        case .unknownKey, .missingKey: #expect(!isValid && !errors.isEmpty, "\(path) \(mistake.place)")
        // What else the decoder knows of a value, such as who exists, a schema cannot say.
        case .otherType: #expect(!isValid || !errors.contains(where: isAboutType), "\(path) \(mistake.place) \(errors)")
        case .otherWord: continue
        }
      }
    }
  }

  private func isAboutType(_ message: String) -> Bool { message.hasPrefix("expected") && message.contains(", found") }

  @Test func `lists that stand in code are the schema's lists`() throws {
    let scenario = try Checkout.value(FileKind.scenario.schemaPath)
    #expect(scenario.words(at: "/$defs/ground") == Grounds.allCases.map(\.rawValue))
    #expect(scenario.keys(at: "/$defs/operator") == Set(ValueTest.operators))
    let connector = try Checkout.value(FileKind.connector.schemaPath)
    #expect(connector.keys(at: "/$defs/outcomes") == Set(Outcome.ofActions.map(\.rawValue)))
  }
}

extension JSONValue {
  func words(at pointer: String) -> [String] {
    (value(at: pointer + "/enum")?.arrayValue ?? []).compactMap(\.stringValue)
  }

  func keys(at pointer: String) -> Set<String> {
    Set(value(at: pointer + "/properties")?.objectValue?.keys ?? []).subtracting(["note"])
  }
}
