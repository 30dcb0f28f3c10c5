import ScenarioCore

/// What is known of a check, as far as reports tell it.
public struct CheckPage: Hashable, Sendable {
  /// The name, `refresh/rotation-kept`.
  public var name: String
  /// Whether what it finds fails the run or warns.
  public var severity: Finding.Severity
  /// What must hold, in one sentence.
  public var promise: String
  /// What is looked at.
  public var what: String
  /// The whole page for a terminal.
  public var text: String
  /// The whole page in Markdown.
  public var markdown: String
  /// What it rests on.
  public var clauses: [String]

  /// Makes a page.
  public init(
    name: String, severity: Finding.Severity, promise: String, what: String, text: String, markdown: String,
    clauses: [String]
  ) {
    self.name = name
    self.severity = severity
    self.promise = promise
    self.what = what
    self.text = text
    self.markdown = markdown
    self.clauses = clauses
  }
}
