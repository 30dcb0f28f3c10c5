/// The connector gave no whole answer to a request of its user.
struct ConnectorSilent: Error, CustomStringConvertible {
  /// What was asked for.
  var path: String
  /// What happened instead.
  var reason: String

  /// The path and the reason.
  var description: String { "the connector did not answer \(path): \(reason)" }
}
