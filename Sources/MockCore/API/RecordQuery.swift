/// Which records a list shows.
public struct RecordQuery: Hashable, Sendable {
  /// A condition on one field: its value is one of these, or lies between two.
  public struct Condition: Hashable, Sendable {
    /// The field.
    public var field: String
    /// The values, as they stood in the query.
    public var values: [String]
    /// The first and the last value, where a range is asked for; it outweighs ``values``.
    public var range: Span?
    /// Whether a record without the field satisfies the condition too.
    public var orMissing = false
    /// Whether the field is a list of objects, of which one has to have one of the values as its id.
    public var isOfItems = false
  }

  /// A range of texts, dates and instants among them, both ends included.
  public struct Span: Hashable, Sendable {
    /// The first; empty for no lower bound.
    public var first: String
    /// The last; empty for no upper bound. A day without a time of day ends with the day.
    public var last: String
  }

  /// One field that rows are sorted by.
  public struct Order: Hashable, Sendable {
    /// The field.
    public var field: String
    /// Whether the greatest comes first.
    public var isDescending: Bool
  }

  /// Which of the records in the recycle bin are shown (`filters[include_deleted]`).
  public enum Deleted: String, CaseIterable, Hashable, Sendable {
    case without, with, only
  }

  /// The collection.
  public var collection: String
  /// The company.
  public var company: Int64
  /// The project; nil for a list of the company.
  public var project: Int64?
  /// The person who must be able to see private ones; nil for an administrator of the tool, who sees all.
  public var visibleTo: Int64?
  /// Conditions that all must hold.
  public var conditions: [Condition]
  /// Rows that are passed over.
  public var offset: Int
  /// The most rows that are answered.
  public var limit: Int
  /// Which deleted ones are shown.
  public var deleted = Deleted.without
  /// What rows are sorted by before their ids.
  public var order: [Order] = []
  /// Rows that are as good as private to the person of ``visibleTo``.
  public var own: AccessRule.OwnRule?
}
