import JSONSource

/// A text of a file in which `${…}` stands for values of the run.
public struct Interpolation: Hashable, Sendable {
  /// A piece of the text.
  public enum Part: Hashable, Sendable {
    case literal(String)
    /// A name between `${` and `}`, with the default of `${env.NAME:-default}`.
    case name(String, otherwise: String?)
  }

  /// The pieces, in order.
  public var parts: [Part]

  /// A text without names.
  public init(literal: String) {
    parts = literal.isEmpty ? [] : [.literal(literal)]
  }

  /// Reads a text; `$` alone is a character like any other, an unclosed `${` makes it nil.
  public init?(_ text: String) {
    parts = []
    var rest = Substring(text)
    while let open = rest.firstRange(of: "${") {
      guard let close = rest[open.upperBound...].firstIndex(of: "}") else { return nil }
      if open.lowerBound > rest.startIndex { parts.append(.literal(String(rest[..<open.lowerBound]))) }
      let inside = rest[open.upperBound..<close]
      if let mark = inside.firstRange(of: ":-") {
        parts.append(.name(String(inside[..<mark.lowerBound]), otherwise: String(inside[mark.upperBound...])))
      } else {
        parts.append(.name(String(inside), otherwise: nil))
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.literal(String(rest))) }
  }

  /// The names used.
  public var names: [String] {
    parts.compactMap { if case .name(let name, _) = $0 { name } else { nil } }
  }

  /// The value: of the name itself, type and all, when the text is exactly one name; otherwise a string.
  ///
  /// - Throws: ``UnknownName`` when a name has neither value nor default.
  public func value(_ lookUp: (String) -> JSONValue?) throws(UnknownName) -> JSONValue {
    if parts.count == 1, case .name(let name, let otherwise) = parts[0] {
      guard let value = lookUp(name) ?? otherwise.map(JSONValue.string) else { throw UnknownName(name: name) }
      return value
    }
    return .string(try text(lookUp))
  }

  /// The text with every name replaced.
  ///
  /// - Throws: ``UnknownName`` when a name has neither value nor default.
  public func text(_ lookUp: (String) -> JSONValue?) throws(UnknownName) -> String {
    var text = ""
    for part in parts { text += try Self.text(of: part, lookUp) }
    return text
  }

  /// The text as the target of a request: values are percent-encoded in it, so that one with an ampersand stays one.
  ///
  /// What the file itself says stays as it is, and so does a value with which the text begins: that is an address, or a
  /// path of its own.
  ///
  /// - Throws: ``UnknownName`` when a name has neither value nor default.
  public func target(_ lookUp: (String) -> JSONValue?) throws(UnknownName) -> String {
    var target = ""
    for part in parts {
      let text = try Self.text(of: part, lookUp)
      if case .name = part, !target.isEmpty { target += FormEncoding.escape(text) } else { target += text }
    }
    return target
  }

  private static func text(of part: Part, _ lookUp: (String) -> JSONValue?) throws(UnknownName) -> String {
    switch part {
    case .literal(let literal): return literal
    case .name(let name, let otherwise):
      guard let value = lookUp(name) ?? otherwise.map(JSONValue.string) else { throw UnknownName(name: name) }
      return value.stringValue ?? value.encoded()
    }
  }

  /// A name that stands for nothing in this run.
  public struct UnknownName: Error, Hashable {
    /// The name between the braces.
    public var name: String

    /// Names the name.
    public init(name: String) {
      self.name = name
    }
  }
}

/// A JSON value whose strings may hold `${…}`.
public struct InterpolatedJSON: Hashable, Sendable {
  /// The value as it stands in the file.
  public var template: JSONValue

  /// Takes a value; texts in it that are no valid interpolation stay as they are.
  public init(_ template: JSONValue) {
    self.template = template
  }

  /// The value with every name replaced; a string that is exactly one name becomes that name's value, type and all.
  ///
  /// - Throws: ``Interpolation/UnknownName`` when a name has neither value nor default.
  public func value(_ lookUp: (String) -> JSONValue?) throws(Interpolation.UnknownName) -> JSONValue {
    try Self.replace(in: template, lookUp)
  }

  private static func replace(
    in value: JSONValue, _ lookUp: (String) -> JSONValue?
  ) throws(Interpolation.UnknownName) -> JSONValue {
    switch value {
    case .string(let text):
      guard text.utf8.contains(UInt8(ascii: "$")), let interpolation = Interpolation(text) else { return value }
      return try interpolation.value(lookUp)
    case .array(let elements):
      var replaced: [JSONValue] = []
      for element in elements { replaced.append(try replace(in: element, lookUp)) }
      return .array(replaced)
    case .object(let object):
      var replaced = JSONObject()
      for member in object { replaced[member.key] = try replace(in: member.value, lookUp) }
      return .object(replaced)
    default: return value
    }
  }
}
