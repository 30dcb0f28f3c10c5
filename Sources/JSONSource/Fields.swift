/// The members of one object while they are being read; a key that nobody asked for is an error.
public final class Fields {
  /// The object.
  public let json: LocatedJSON
  /// Where errors go.
  public let diagnostics: Diagnostics
  private let what: String
  /// The keys that were asked for, in that order; one that was asked for twice stands twice.
  private var asked: [String] = []
  /// The keys among them that must be there.
  private var demanded: [String] = []

  init(_ json: LocatedJSON, what: String, diagnostics: Diagnostics) {
    self.json = json
    self.what = what
    self.diagnostics = diagnostics
  }

  /// Reads a member that must be there; a missing one is an error that names key and object.
  public func required<T>(_ key: String, _ reader: Reader<T>) -> T? {
    demanded.append(key)
    if let value = self[key] { return reader.read(value, diagnostics) }
    diagnostics.error("missing key \(Quoted.text(key)) in \(what)", at: json)
    return nil
  }

  /// Reads a member that may be left out. A `null` does not stand for leaving it out.
  ///
  /// - Returns: nil where it was left out, and, with an error, where it cannot be read.
  public func optional<T>(_ key: String, _ reader: @autoclosure () -> Reader<T>) -> T? {
    guard let value = self[key] else { return nil }
    return reader().read(value, diagnostics)
  }

  /// Reads a member that may be left out, and takes the default then, and, with an error, where it cannot be read.
  public func optional<T>(_ key: String, _ reader: @autoclosure () -> Reader<T>, default value: T) -> T {
    optional(key, reader()) ?? value
  }

  /// Whether the member is there; asking makes the key a known one.
  public func has(_ key: String) -> Bool {
    self[key] != nil
  }

  /// The value of a member as it stands; asking makes the key a known one.
  public subscript(key: String) -> LocatedJSON? {
    asked.append(key)
    return json[key]
  }

  /// All keys of the object, in the order in which they stand there.
  public var keys: [String] {
    (json.members ?? []).map(\.key)
  }

  /// Notes an error of the object, or of the key that is named where the object has it.
  public func error(_ message: String, at key: String? = nil, hint: String? = nil) {
    if let key, let member = json.members?.first(where: { $0.key.isExactly(key) }) {
      diagnostics.error(message, atKeyOf: member, hint: hint)
    } else {
      diagnostics.error(message, at: json, hint: hint)
    }
  }

  /// What was asked of the object.
  var question: AskedObject { AskedObject(pointer: json.place.pointer, keys: askedOnce, required: demanded) }

  private var askedOnce: [String] {
    var seen: Set<ExactText> = []
    return asked.filter { seen.insert(ExactText(text: $0)).inserted }
  }

  /// Notes the keys that nobody asked for.
  ///
  /// - Parameter isComplete: whether all keys were asked for; otherwise only misspelt ones are noted.
  func reportUnknownKeys(isComplete: Bool) {
    let members = json.members ?? []
    let unknown = members.indices.filter { index in !asked.contains { $0.isExactly(members[index].key) } }
    guard !unknown.isEmpty else { return }
    let known = askedOnce
    let present = Set(members.lazy.map { ExactText(text: $0.key) })
    let missing = known.filter { !present.contains(ExactText(text: $0)) }
    for member in unknown.map({ members[$0] }) where member.key != "$schema" {
      if member.key == "note" {
        _ = Reader<String>.string.read(member.value, diagnostics)
      } else if let suggestion = Suggestion.closest(to: member.key, among: missing) {
        report(member, hint: "did you mean \(Quoted.text(suggestion))?")
      } else if isComplete {
        report(member, hint: known.isEmpty ? "no key is known here" : "known keys: \(Quoted.list(known))")
      }
    }
  }

  private func report(_ member: LocatedJSON.Member, hint: String) {
    diagnostics.error("unknown key \(Quoted.text(member.key))", atKeyOf: member, hint: hint)
  }
}
