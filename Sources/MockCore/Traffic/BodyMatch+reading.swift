import JSONSource

extension Reader where Value == BodyMatch {
  /// A text to be equal to, or an object: `contains`, `startsWith` and `matches` look at the text, every other key at a
  /// member. A member that bears one of these three names is reached by its pointer, `/contains`.
  public static var bodyMatch: Reader<BodyMatch> {
    Reader { json, diagnostics in
      switch json.content {
      case .string(let text): BodyMatch(text: [.eq(.string(text))])
      case .object(let members): bodyMatch(members.filter { $0.key != "note" }, in: json, diagnostics)
      default: refuse("expected tests of a body, an object, found \(json.typeName)", json, nil, diagnostics)
      }
    }
  }

  private static func bodyMatch(
    _ members: [LocatedJSON.Member], in json: LocatedJSON, _ diagnostics: Diagnostics
  ) -> BodyMatch? {
    var match = BodyMatch()
    for member in members {
      if ["contains", "startsWith", "matches"].contains(member.key) {
        guard let test = textTest(member.key, in: json, diagnostics) else { return nil }
        match.text.append(test)
      } else {
        if member.key.hasPrefix("/"), JSONPointer.steps(of: member.key) == nil {
          return refuse("\"\(member.key)\" is no JSON pointer", member.value, "~ is written ~0, / is ~1", diagnostics)
        }
        guard let test = Reader<ValueTest>.valueTest.read(member.value, diagnostics) else { return nil }
        match.members.append(BodyMatch.Member(member.key, test))
      }
    }
    guard match.leafCount > 0 else {
      return refuse(
        "the test of the body says nothing", json, #"write {"contains": "…"} or {"member": …}"#, diagnostics)
    }
    return match
  }

  private static func textTest(_ name: String, in json: LocatedJSON, _ diagnostics: Diagnostics) -> ValueTest? {
    guard let operand = json[name], let text = Reader<String>.nonEmptyString.read(operand, diagnostics) else {
      return nil
    }
    switch name {
    case "contains": return .contains(.string(text))
    case "startsWith": return .startsWith(text)
    default: return Reader<ValueTest>.pattern(operand, diagnostics).map { .matches($0) }
    }
  }

  private static func refuse(
    _ message: String, _ json: LocatedJSON, _ hint: String?, _ diagnostics: Diagnostics
  ) -> BodyMatch? {
    diagnostics.error(message, at: json, hint: hint)
    return nil
  }
}
