import MockCore

/// The connector gave no whole answer to its user.
struct ConnectorSilent: Error, CustomStringConvertible {
  /// What happened instead.
  var description: String

  /// A path that was not answered.
  init(path: String, reason: String) {
    description = "the connector did not answer \(path): \(reason)"
  }

  /// A command that did not end.
  init(command: String, within bound: Duration) {
    description = "the command of \(command) did not end within \(DurationText.text(for: bound)), and was ended"
  }
}
