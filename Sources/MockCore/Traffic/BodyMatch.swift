import JSONSource

/// A test of a body: of its text, or of members of what it holds as JSON or as a form.
public struct BodyMatch: Hashable, Sendable {
  /// A test of one member.
  public struct Member: Hashable, Sendable {
    /// A JSON pointer (RFC 6901) when it begins with `/`, otherwise the name of a member of the body's object.
    public var key: String
    /// The test.
    public var test: ValueTest

    /// Makes a test of one member.
    public init(_ key: String, _ test: ValueTest) {
      self.key = key
      self.test = test
    }
  }

  /// Tests of the whole body as text.
  public var text: [ValueTest]
  /// Tests of members; all must hold.
  public var members: [Member]

  /// Makes a test.
  public init(text: [ValueTest] = [], members: [Member] = []) {
    self.text = text
    self.members = members
  }

  /// How many single conditions it states.
  public var leafCount: Int { text.count + members.count }

  /// Whether a body passes; nil stands for none.
  public func holds(_ body: String?) -> Bool { differences(from: body).isEmpty }

  /// What a body has otherwise than asked for; nil stands for no body.
  public func differences(from body: String?) -> [MatchDifference] {
    var differences: [MatchDifference] = []
    for test in text where !test.holds(text: body) {
      differences.append(MatchDifference(key: "body", expected: test.description, found: Self.excerpt(body)))
    }
    guard !members.isEmpty else { return differences }
    let content = body.flatMap(BodyContent.read)
    for member in members {
      let found = content.flatMap { BodyContent.member(member.key, of: $0) }
      guard !member.test.holds(found) else { continue }
      let key = "body \(member.key)"
      differences.append(
        MatchDifference(key: key, expected: member.test.description, found: found.map { Self.excerpt($0.encoded()) }))
    }
    return differences
  }

  /// The beginning of a body, for messages.
  static func excerpt(_ text: String) -> String {
    let line = text.replacing("\n", with: " ")
    return line.count > 80 ? line.prefix(80) + "…" : line
  }

  private static func excerpt(_ body: String?) -> String? { body.map { excerpt($0) } }
}

/// What a body holds: JSON if it parses, else the members of a form (`a=b&c=d`).
enum BodyContent {
  static func read(_ body: String) -> JSONValue? {
    JSONParser.parse(Array(body.utf8)) ?? form(body)
  }

  /// The value at a pointer, or of a member of the outermost object.
  static func member(_ key: String, of content: JSONValue) -> JSONValue? {
    key.hasPrefix("/") ? content.value(at: key) : content[key]
  }

  /// The members of a form (WHATWG URL, application/x-www-form-urlencoded); a name that stands twice has a list.
  private static func form(_ body: String) -> JSONValue? {
    guard body.contains("="), !body.contains(where: { $0.isWhitespace || "<>\"{}".contains($0) }) else { return nil }
    var members = JSONObject()
    for parameter in FormEncoding.decode(body) {
      let value = JSONValue.string(parameter.value)
      switch members[parameter.name] {
      case nil: members[parameter.name] = value
      case .array(let values): members[parameter.name] = .array(values + [value])
      case let first?: members[parameter.name] = .array([first, value])
      }
    }
    return .object(members)
  }
}
