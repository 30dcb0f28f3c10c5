import MockCore

/// The secrets of a connector, as they stand in a history: by name, never by value.
enum Secrets {
  /// The name of the client secret.
  static let clientSecret = "client-secret"

  /// The names of the connector's secrets that a text carries, each once. A password is the user's, and is not the
  /// connector's to leak.
  static func names(in text: String?) -> [String] {
    guard let text else { return [] }
    return unique(Redaction.names(in: text).filter(isOfConnector))
  }

  /// Whether a name is that of a secret which a connector holds.
  static func isOfConnector(_ name: String) -> Bool {
    name == clientSecret || ["access#", "refresh#", "code#"].contains { name.hasPrefix($0) }
  }

  /// The names, each once, in their order.
  static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// The names in a sentence: `access#1 and refresh#1`.
  static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
  }
}

extension Exchange {
  /// The secrets in the request's address.
  var secretsInURL: [String] {
    Secrets.unique(Secrets.names(in: path) + query.flatMap { Secrets.names(in: $0.name) + Secrets.names(in: $0.value) })
  }
}
