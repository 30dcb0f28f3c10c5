import HTTPTypes
import JSONSource

extension Reader where Value == Match {
  /// A match.
  public static func match(knowing names: MatchVocabulary) -> Reader<Match> {
    .object("a match") { fields in
      var match = Match()
      match.readCall(fields, names)
      match.status = fields.optional("status", .valueTest)
      match.session = fields.optional("session", names.sessions.map { .valueTest("session", among: $0) } ?? .valueTest)
      match.because = fields.optional("because", .valueTest("ground", among: Grounds.allCases.map(\.rawValue)))
      match.after = fields.optional("after", .step(among: names.steps))
      match.before = fields.optional("before", .step(among: names.steps))
      match.action = fields.optional("action", .performedAction(among: names.actions))
      return match
    }
  }

  /// A match of calls that are still to be answered; what is not known before the answer is a mistake in it.
  ///
  /// An `action` is allowed and left to the reader of the fault around it: what runs is not known to a call.
  public static func call(knowing names: MatchVocabulary) -> Reader<Match> {
    .object("a match of calls") { fields in
      var match = Match()
      match.readCall(fields, names)
      _ = fields.optional("action", .performedAction(among: names.actions))
      for key in ["status", "because", "session", "after", "before"] where fields.optional(key, .located) != nil {
        fields.error(
          "\"\(key)\" says nothing about a call that is still to be answered", at: key,
          hint: "a fault counts from its own step on; choose calls by what they ask")
      }
      return match
    }
  }
}

extension Match {
  mutating func readCall(_ fields: Fields, _ names: MatchVocabulary) {
    let endpoints = names.operations.union(Match.endpointsOfEveryCatalog).sorted()
    endpoint = fields.optional("endpoint", .valueTest("endpoint", among: endpoints))
    method = fields.optional("method", .valueTest("method", among: Match.methods))
    path = fields.optional("path", .pathTest)
    query = fields.optional("query", .namedTests, default: [])
    header = fields.optional("header", .headerTests, default: [])
    body = fields.optional("body", .bodyMatch)
    user = fields.optional("user", names.logins.map { .valueTest("login", among: $0) } ?? .valueTest)
    company = fields.optional("company", .company(among: names.companies))
    token = fields.optional("token", .tokenTest)
    host = fields.optional("host", .valueTest("host", among: Host.allCases.map(\.rawValue)))
  }
}

extension Fields {
  /// Says that a part of the format cannot be performed yet; nothing of a file is ever ignored in silence.
  public func notInThisVersion(_ key: String) {
    error("\"\(key)\" is part of the format but not of this version of Dryfit", at: key)
  }
}

extension Reader where Value == String {
  /// The id of one of the scenario's steps.
  public static func step(among steps: [String]?) -> Reader<String> {
    Reader { json, diagnostics in
      guard let id = Reader<String>.nonEmptyString.read(json, diagnostics) else { return nil }
      guard let steps, !steps.contains(id) else { return id }
      let hint = Suggestion.hint(for: id, among: steps, otherwise: "the steps with an id are")
      diagnostics.error("no step has the id \"\(id)\"", at: json, hint: hint)
      return nil
    }
  }
}

extension Reader where Value == String {
  /// The name of an action that the scenario performs; one that it never performs was never running.
  public static func performedAction(among actions: [String]?) -> Reader<String> {
    Reader { json, diagnostics in
      guard let name = Reader<String>.nonEmptyString.read(json, diagnostics) else { return nil }
      guard let actions, !actions.contains(name) else { return name }
      let hint = Suggestion.hint(for: name, among: actions, otherwise: "the steps do")
      diagnostics.error("no step does \"\(name)\"", at: json, hint: hint)
      return nil
    }
  }
}

extension Reader where Value == PathTest {
  fileprivate static var pathTest: Reader<PathTest> {
    Reader { json, diagnostics in
      if case .object = json.content { return Reader<ValueTest>.valueTest.read(json, diagnostics).map { .value($0) } }
      guard case .string(let pattern) = json.content else {
        diagnostics.error("expected a path or one operator, found \(json.typeName)", at: json)
        return nil
      }
      guard pattern.hasPrefix("/") || pattern.hasPrefix("*") else {
        diagnostics.error("the path \"\(pattern)\" does not begin with \"/\"", at: json)
        return nil
      }
      return .pattern(pattern)
    }
  }
}

extension Reader where Value == [Match.Named] {
  fileprivate static var namedTests: Reader<[Match.Named]> {
    Reader<[(key: String, value: ValueTest)]>.dictionary(of: .valueTest).map { members in
      members.map { Match.Named($0.key, $0.value) }
    }
  }

  /// Tests of headers by name.
  public static var headerTests: Reader<[Match.Named]> {
    Reader { json, diagnostics in
      for member in json.members ?? [] where HTTPField.Name(member.key) == nil {
        diagnostics.error("\"\(member.key)\" is no name of a header", at: member.value)
      }
      return namedTests.read(json, diagnostics)
    }
  }
}

extension Reader where Value == ValueTest {
  /// A test of a token or a code by its name, `access#2`.
  fileprivate static var tokenTest: Reader<ValueTest> {
    Reader { json, diagnostics in
      guard let test = valueTest.read(json, diagnostics) else { return nil }
      for (literal, place) in literals(of: json) where !literal.isNull {
        guard literal.stringValue?.wholeMatch(of: /(access|refresh|code)#[1-9][0-9]*/) == nil else { continue }
        diagnostics.error(
          "\(literal.encoded()) is no token", at: place,
          hint: "tokens are named by the order in which they were issued: \"access#1\", \"refresh#2\"")
      }
      return test
    }
  }

  /// A test of a company by id or name; known names become ids.
  fileprivate static func company(among companies: [(name: String, id: Int64)]?) -> Reader<ValueTest> {
    Reader { json, diagnostics in
      guard let test = valueTest.read(json, diagnostics) else { return nil }
      guard let companies else { return test }
      var ids: [JSONValue: JSONValue] = [:]
      for (literal, place) in literals(of: json) {
        let id = companies.first { $0.name == literal.stringValue || $0.id == literal.integerValue }?.id
        if let id {
          ids[literal] = .integer(id)
        } else {
          let hint = Suggestion.hint(for: literal.comparedText, among: companies.map(\.name), otherwise: "it has")
          diagnostics.error("the world has no company \(literal.encoded())", at: place, hint: hint)
        }
      }
      return test.replacing(ids)
    }
  }
}

extension ValueTest {
  /// The test with whole literals replaced.
  fileprivate func replacing(_ replacements: [JSONValue: JSONValue]) -> ValueTest {
    switch self {
    case .eq(let value): .eq(replacements[value] ?? value)
    case .ne(let value): .ne(replacements[value] ?? value)
    case .oneOf(let values): .oneOf(values.map { replacements[$0] ?? $0 })
    default: self
    }
  }
}
