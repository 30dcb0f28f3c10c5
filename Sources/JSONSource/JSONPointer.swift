/// A path into a JSON value (RFC 6901): `""` is the whole, `/steps/2/id` a member; `~0` stands for `~` and `~1` for
/// `/`.
public enum JSONPointer {
  /// The unescaped steps of a pointer; nil where it does not begin with `/` or holds a stray `~`.
  public static func steps(of pointer: String) -> [String]? {
    guard !pointer.isEmpty else { return [] }
    let parts = pointer.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false)
    guard let first = parts.first, first.isEmpty else { return nil }
    var steps: [String] = []
    for part in parts.dropFirst() {
      guard let step = unescaped(part) else { return nil }
      steps.append(step)
    }
    return steps
  }

  /// A key as one step of a pointer, with `~` and `/` escaped.
  public static func escaped(_ key: String) -> String {
    guard key.utf8.contains(where: { $0 == Byte.tilde || $0 == Byte.slash }) else { return key }
    var step = String.UnicodeScalarView()
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": step.append(contentsOf: "~0".unicodeScalars)
      case "/": step.append(contentsOf: "~1".unicodeScalars)
      default: step.append(scalar)
      }
    }
    return String(step)
  }

  /// The position that a step names in an array: decimal digits without a leading zero; nil for anything else.
  static func index(of step: String) -> Int? {
    guard !step.isEmpty, step.utf8.allSatisfy(Byte.isDigit) else { return nil }
    guard step == "0" || step.utf8.first != Byte.zero else { return nil }
    return Int(step)
  }

  private static func unescaped(_ part: Substring.UnicodeScalarView) -> String? {
    var step = String.UnicodeScalarView()
    var isAfterTilde = false
    for scalar in part {
      switch (isAfterTilde, scalar) {
      case (true, "0"): step.append("~")
      case (true, "1"): step.append("/")
      case (true, _): return nil
      case (false, "~"): break
      case (false, _): step.append(scalar)
      }
      isAfterTilde = !isAfterTilde && scalar == "~"
    }
    return isAfterTilde ? nil : String(step)
  }
}

extension JSONValue {
  /// The value that a pointer (RFC 6901) leads to; nil where there is none or the pointer is malformed.
  public func value(at pointer: String) -> JSONValue? {
    guard let steps = JSONPointer.steps(of: pointer) else { return nil }
    return steps.reduce(Optional(self)) { value, step in
      switch value {
      case .object(let object): object[step]
      case .array: JSONPointer.index(of: step).flatMap { value?[$0] }
      default: nil
      }
    }
  }
}
