/// What is wrong, where, and what to do about it.
public struct Diagnostic: Error, Hashable, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The file cannot be used.
    case error
    /// The file can be used, though it probably does not say what was meant.
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// What is wrong, in one sentence without a full stop.
  public var message: String
  /// Where; nil for what concerns no file.
  public var place: Place?
  /// The source line, or of a very long one the part around the place.
  public var excerpt: String?
  /// The column of the source line at which the excerpt begins; 1 unless the line is very long.
  public var excerptColumn: Int
  /// The next step, such as `did you mean "advance"?`.
  public var hint: String?
  /// The length of the underline, in Unicode scalars; at least 1.
  public var width: Int

  /// A diagnostic of whatever origin. An excerpt without a place is not shown.
  public init(
    severity: Severity, message: String, place: Place? = nil, excerpt: String? = nil, excerptColumn: Int = 1,
    hint: String? = nil, width: Int = 1
  ) {
    self.severity = severity
    self.message = message
    self.place = place
    self.excerpt = excerpt
    self.excerptColumn = excerptColumn
    self.hint = hint
    self.width = width
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The same as `rendered()`.
  public var description: String { rendered() }
}
