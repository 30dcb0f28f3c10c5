import Foundation
import JSONSource

/// The JSON Schema of one kind of file.
public struct Schema: Sendable {
  /// The kind, `connector`.
  public let name: String
  /// The schema as it stands in its file.
  public let text: String

  /// What a file of the kind is, in one sentence.
  public var sentence: String {
    let json = JSONParser.parse(SourceFile(name: name, text: text), into: Diagnostics())
    return json?["description"]?.value.stringValue ?? ""
  }
}

/// The JSON Schemas of a home.
public struct Schemas: Sendable {
  private let folder: String
  private static let ending = ".schema.json"

  /// The schemas of one home.
  public init(home: Home) {
    folder = home.fixtures("schemas")
  }

  /// All schemas, by name.
  public var all: [Schema] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(Self.ending) }.sorted().compactMap {
      named(String($0.dropLast(Self.ending.count)))
    }
  }

  /// The schema of a kind; nil where there is none of that name.
  public func named(_ name: String) -> Schema? {
    guard !name.contains("/"), let data = FileManager.default.contents(atPath: "\(folder)/\(name)\(Self.ending)") else {
      return nil
    }
    return String(data: data, encoding: .utf8).map { Schema(name: name, text: $0) }
  }
}
