import JSONSource

/// What somebody wants of a new sandbox.
public struct SandboxOrder: Sendable {
  /// A world by its name among the fixtures, or one that came along.
  public enum WorldChoice: Sendable {
    case named(String)
    case given(World)
  }

  /// The name by which it is called; nil for one that is made up.
  public var id: String?
  /// Its world; nil for that of the first sandbox.
  public var world: WorldChoice?
  /// The name of its profile; nil for that of the first sandbox.
  public var profile: String?
  /// The knobs of the profile that are turned.
  public var knobs: JSONValue?
  /// The seed of its identifiers; nil for one that no other sandbox has.
  public var seed: UInt64?
  /// The redirect URI that is registered for the app; nil for that of the first sandbox.
  public var redirectUri: String?

  /// Asks for one as the first sandbox began.
  public init() {}
}

/// The names of the fixtures that a sandbox can be made of.
public struct FixtureNames: Sendable {
  /// The worlds.
  public var worlds: [String]
  /// The profiles.
  public var profiles: [String]

  /// Names fixtures.
  public init(worlds: [String], profiles: [String]) {
    self.worlds = worlds
    self.profiles = profiles
  }
}

extension Reader where Value == SandboxOrder {
  /// The body of a request for a new sandbox.
  public static func sandboxOrder(knowing names: FixtureNames) -> Reader<SandboxOrder> {
    .wholeObject("a new sandbox") { fields in
      var order = SandboxOrder()
      order.id = fields.optional("id", .sandboxID)
      order.world = fields.optional("world", .worldChoice(among: names.worlds))
      order.profile = fields.optional("profile", fixture("profile", among: names.profiles))
      order.knobs = fields.optional("knobs", .profileKnobs)
      order.seed = fields.optional("seed", Reader<Int64>.integer(in: 0...Int64.max).map { UInt64($0) })
      order.redirectUri = fields.optional("redirectUri", URIRule.redirectOfRun)
      return order
    }
  }

  fileprivate static func fixture(_ what: String, among names: [String]) -> Reader<String> {
    Reader<String> { json, diagnostics in
      guard let name = Reader<String>.nonEmptyString.read(json, diagnostics) else { return nil }
      if names.contains(name) { return name }
      let hint = Suggestion.hint(for: name, among: names, otherwise: "the \(what)s are")
      diagnostics.error("there is no \(what) \"\(name)\"", at: json, hint: hint)
      return nil
    }
  }
}

extension Reader where Value == SandboxOrder.WorldChoice {
  fileprivate static func worldChoice(among names: [String]) -> Reader<SandboxOrder.WorldChoice> {
    Reader { json, diagnostics in
      guard case .object = json.content else {
        return Reader<SandboxOrder>.fixture("world", among: names).read(json, diagnostics).map { .named($0) }
      }
      return World.read(json, into: diagnostics).map { .given($0) }
    }
  }
}

extension Reader where Value == String {
  /// The name of a sandbox, which stands in paths: lower-case letters, digits and hyphens, at most 63 of them.
  fileprivate static var sandboxID: Reader<String> {
    let expected = #"lower-case letters, digits and hyphens, at most 63, such as "checkout-17""#
    return Reader<String>.string.compactMap(expected: expected) {
      $0.wholeMatch(of: /[a-z0-9][a-z0-9-]{0,62}/) == nil ? nil : $0
    }
  }
}
