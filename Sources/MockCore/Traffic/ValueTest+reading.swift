import JSONSource

extension ValueTest {
  /// The operators by the words that files use.
  public static let operators = [
    "eq", "ne", "lt", "lte", "gt", "gte", "contains", "startsWith", "matches", "oneOf", "exists",
  ]
}

extension Reader where Value == ValueTest {
  /// A literal, or an object with exactly one operator.
  public static var valueTest: Reader<ValueTest> {
    Reader { json, diagnostics in
      switch json.content {
      case .object(let members): operation(members, in: json, diagnostics)
      case .array:
        refuse("expected a value or one operator, found an array", json, #"write {"oneOf": […]}"#, diagnostics)
      default: .eq(json.value)
      }
    }
  }

  /// As ``valueTest``, for what is one word of a closed list: every literal in the test must be one of them.
  public static func valueTest(_ what: String, among words: [String]) -> Reader<ValueTest> {
    Reader { json, diagnostics in
      guard let test = Reader<ValueTest>.valueTest.read(json, diagnostics) else { return nil }
      for (literal, place) in literals(of: json) {
        if literal.isNull || words.contains(where: { literal.stringValue == $0 }) { continue }
        let hint = Suggestion.hint(for: literal.stringValue ?? "", among: words, otherwise: "known are")
        diagnostics.error("unknown \(what) \(literal.encoded())", at: place, hint: hint)
      }
      return test
    }
  }

  /// The literals that a whole value is compared with, and where they stand.
  static func literals(of json: LocatedJSON) -> [(value: JSONValue, place: LocatedJSON)] {
    guard let members = json.members else { return [(json.value, json)] }
    return members.flatMap { member -> [(value: JSONValue, place: LocatedJSON)] in
      switch member.key {
      case "eq", "ne": [(member.value.value, member.value)]
      case "oneOf": (member.value.items ?? []).map { ($0.value, $0) }
      default: []
      }
    }
  }

  private static func operation(
    _ members: [LocatedJSON.Member], in json: LocatedJSON, _ diagnostics: Diagnostics
  ) -> ValueTest? {
    let operators = members.filter { $0.key != "note" }
    guard operators.count == 1 else {
      let found = operators.isEmpty ? "none" : operators.map { "\"\($0.key)\"" }.joined(separator: " and ")
      return refuse(
        "expected exactly one operator, found \(found)", json,
        "the operators are \(ValueTest.operators.joined(separator: ", "))", diagnostics)
    }
    return operation(operators[0].key, operators[0].value, in: json, diagnostics)
  }

  private static func operation(
    _ name: String, _ operand: LocatedJSON, in json: LocatedJSON, _ diagnostics: Diagnostics
  ) -> ValueTest? {
    switch name {
    case "eq": return .eq(operand.value)
    case "ne": return .ne(operand.value)
    case "lt", "lte", "gt", "gte": return comparison(name, operand, diagnostics)
    case "contains": return .contains(operand.value)
    case "startsWith": return Reader<String>.string.read(operand, diagnostics).map { .startsWith($0) }
    case "matches": return pattern(operand, diagnostics).map { .matches($0) }
    case "oneOf": return Reader<[JSONValue]>.nonEmptyArray(of: .value).read(operand, diagnostics).map { .oneOf($0) }
    case "exists": return Reader<Bool>.bool.read(operand, diagnostics).map { .exists($0) }
    default:
      let hint = Suggestion.hint(for: name, among: ValueTest.operators, otherwise: "the operators are")
      return refuse("unknown operator \"\(name)\"", operand, hint, diagnostics)
    }
  }

  private static func comparison(_ name: String, _ operand: LocatedJSON, _ diagnostics: Diagnostics) -> ValueTest? {
    switch operand.content {
    case .integer, .decimal, .string: break
    default:
      return refuse(
        "\"\(name)\" compares with a number or a text, found \(operand.typeName)", operand, nil, diagnostics)
    }
    switch name {
    case "lt": return .lt(operand.value)
    case "lte": return .lte(operand.value)
    case "gt": return .gt(operand.value)
    default: return .gte(operand.value)
    }
  }

  /// Reads a regular expression in Swift's syntax.
  public static func pattern(_ operand: LocatedJSON, _ diagnostics: Diagnostics) -> String? {
    guard let pattern = Reader<String>.string.read(operand, diagnostics) else { return nil }
    do {
      _ = try Regex(pattern)
      return pattern
    } catch {
      diagnostics.error(
        "\"\(pattern)\" is no regular expression", at: operand,
        hint: "Swift's syntax is used; a literal bracket or parenthesis wants a backslash, \"\\\\(\" in JSON")
      return nil
    }
  }

  private static func refuse(
    _ message: String, _ json: LocatedJSON, _ hint: String?, _ diagnostics: Diagnostics
  ) -> ValueTest? {
    diagnostics.error(message, at: json, hint: hint)
    return nil
  }
}
