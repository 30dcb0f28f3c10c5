import MockCore

/// The tokens and codes of earlier scenarios on the same process, which nobody may know any more.
public struct CarriedOver: Hashable, Sendable {
  /// Their names by their texts, `refresh#1 of login/allow`.
  public private(set) var names: [String: String] = [:]

  /// None yet.
  public init() {}

  /// Adds what was issued in a scenario that is over.
  public mutating func add(_ secrets: [(text: String, name: String)], of scenario: String) {
    for secret in secrets { names[secret.text] = "\(secret.name) of \(scenario)" }
  }

  /// Those that the connector sent to a mock which recognises them, answered with or printed, by their names in order.
  ///
  /// Files are left out: a store keeps what it was given, and nobody says that the tokens in it are over.
  public func found(in history: History) -> [String] {
    guard !names.isEmpty else { return [] }
    let sent = Set(history.exchanges.flatMap(Self.marks)).intersection(names.values)
    return sent.union(history.connectorTexts.flatMap(words)).sorted()
  }

  /// What is marked as a secret in a request.
  private static func marks(in exchange: Exchange) -> [String] {
    let texts =
      [exchange.path, exchange.requestBody ?? ""] + exchange.query.flatMap { [$0.name, $0.value] }
      + exchange.requestHeaders.map(\.value)
    return texts.flatMap(Redaction.names)
  }

  /// The names of those that stand in a text.
  private func words(of text: String) -> [String] {
    text.utf8.split { !Self.isPartOfToken($0) }.compactMap { word in
      // Unless it ends a sentence.
      let token = word.last == UInt8(ascii: ".") ? word.dropLast() : word
      return names[String(decoding: token, as: UTF8.self)]
    }
  }

  /// The characters of JSON Web Tokens and of Procore's other tokens; what stands around them is never one of these.
  private static func isPartOfToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension History {
  /// What the connector answered and printed.
  fileprivate var connectorTexts: [String] {
    let answers = steps.flatMap(\.answers).flatMap { answer in
      [answer.body, answer.output ?? "", answer.url ?? ""] + answer.headers.map(\.value)
    }
    return answers + output.map(\.text)
  }
}
