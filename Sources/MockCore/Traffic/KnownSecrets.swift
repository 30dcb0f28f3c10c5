/// The secrets of a run by their texts, each with the name under which people see it, as they become known.
public final class KnownSecrets {
  private let id: (String) -> String
  private var names: [String: String] = [:]
  private var foreign: [String: String] = [:]
  /// The names of signed tokens that were looked up last: to find one takes reading the token.
  private var signed: [String: String] = [:]

  private static let mostSigned = 256
  /// Texts that are shorter are no tokens of anybody's, and stand in too many places.
  private static let shortest = 16

  /// Nothing is known yet.
  ///
  /// - Parameter id: the name under which a token of some text is stored: the text itself, unless it is signed.
  public init(id: @escaping (String) -> String) {
    self.id = id
  }

  /// A secret is there from now on.
  public func learn(_ secret: String, as name: String) { names[secret] = name }

  /// The secrets of another mock are called so from now on; they open nothing here.
  public func learn(foreign secrets: [String: String]) {
    foreign = secrets
    signed = [:]
  }

  /// The codes and tokens among what is changed are there from now on.
  public func learn(_ changes: [Change]) {
    for change in changes {
      switch change {
      case .insertCode(let code): learn(code.code, as: "code#\(code.ordinal)")
      case .insertAccessToken(let token): learn(token.id, as: token.name)
      case .insertRefreshToken(let token): learn(token.token, as: token.name)
      default: break
      }
    }
  }

  /// The name of a secret; nil for any other text.
  public func name(of text: String) -> String? {
    guard text.utf8.count >= Self.shortest else { return nil }
    if let name = names[text] ?? signed[text] { return name }
    let id = id(text)
    // Of two signed texts with one id, a foreign one is known by its whole text.
    guard id != text else { return foreign[text] }
    let name = foreign[text] ?? names[id]
    if let name {
      if signed.count >= Self.mostSigned { signed = [:] }
      signed[text] = name
    }
    return name
  }
}
