import JSONSource
import MockCore
import ScenarioCore

/// Something that a statement speaks of: a name and the digest of its bytes (in-toto attestation v1, resource
/// descriptor).
public struct ResourceDescriptor: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The digest of the bytes.
  public var digest: Digest
  /// What else is to be told of it, by name.
  public var annotations: JSONObject

  /// Names something.
  public init(name: String, digest: Digest, annotations: JSONObject = [:]) {
    self.name = name
    self.digest = digest
    self.annotations = annotations
  }

  /// The descriptor as JSON.
  public var json: JSONValue {
    var object: JSONObject = ["name": .string(name), "digest": ["sha256": .string(digest.hexadecimal)]]
    if !annotations.isEmpty { object["annotations"] = .object(annotations) }
    return .object(object)
  }
}

/// What is said of some bytes (in-toto attestation v1, statement).
public struct Statement: Hashable, Sendable {
  /// The type of every statement of this edition.
  public static let type = "https://in-toto.io/Statement/v1"

  /// What it speaks of.
  public var subject: [ResourceDescriptor]
  /// What kind of thing is said.
  public var predicateType: String
  /// What is said.
  public var predicate: JSONValue

  /// Makes a statement.
  public init(subject: [ResourceDescriptor], predicateType: String, predicate: JSONValue) {
    self.subject = subject
    self.predicateType = predicateType
    self.predicate = predicate
  }

  /// The statement as JSON text, the bytes that are signed.
  public var text: String {
    let object: JSONValue = [
      "_type": .string(Self.type), "subject": .array(subject.map(\.json)), "predicateType": .string(predicateType),
      "predicate": predicate,
    ]
    return object.encoded()
  }
}

extension Statement {
  /// Reads a statement; what a newer edition adds is passed over, as the framework's parsing rules demand.
  ///
  /// - Returns: nil where it is no statement of this edition about bytes with a SHA-256 digest.
  public init?(_ bytes: [UInt8]) {
    guard let json = JSONParser.parse(bytes), json["_type"]?.stringValue == Self.type,
      let type = json["predicateType"]?.stringValue, let predicate = json["predicate"],
      let subjects = json["subject"]?.arrayValue, !subjects.isEmpty
    else { return nil }
    let read = subjects.compactMap { subject -> ResourceDescriptor? in
      guard let hexadecimal = subject["digest"]?["sha256"]?.stringValue, let digest = Digest("sha256:" + hexadecimal)
      else { return nil }
      return ResourceDescriptor(
        name: subject["name"]?.stringValue ?? "", digest: digest,
        annotations: subject["annotations"]?.objectValue ?? [:])
    }
    guard read.count == subjects.count else { return nil }
    self.init(subject: read, predicateType: type, predicate: predicate)
  }
}

extension Digest {
  /// The 64 digits alone.
  public var hexadecimal: String { String(text.dropFirst("sha256:".count)) }
}
