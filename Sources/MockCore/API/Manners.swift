import JSONSource

/// What one operation does otherwise than most; each member is read by one rule.
public struct Manners: Sendable {
  /// The fields that rows may be sorted by, and how a call says so.
  public var sort: SortRule?
  /// Filters whose value is a range, `a...b`.
  public var ranges: Set<String> = []
  /// Filters that are taken as lists only, `filters[status][]=open`.
  public var listFilters: Set<String> = []
  /// Filters by the ids of the items of a list, each with the list's member: `assigned_id` and `assignees`.
  public var itemFilters: [String: String] = [:]
  /// Parameters of the query that choose rows by the member of the same name.
  public var parameters: [String] = []
  /// The days that a list shows.
  public var dates: DateWindow?
  /// How the rows of a list are grouped.
  public var grouping: Grouping?
  /// How a folder shows what lies in it.
  public var tree: Tree?
  /// The view that is shown where none is asked for.
  public var standardView: String?
  /// Parameters of the query that name a record which the caller must see.
  public var named: [NamedRecord] = []
  /// Rows of a page where a view is asked for.
  public var pagingOfView: [String: Int] = [:]
  /// Whether only active rows are listed unless `filters[by_status]` says otherwise.
  public var isActiveOnly = false
  /// Whether what is deleted stays in a recycle bin.
  public var hasRecycleBin = false
  /// The collection in which the record must be found that the path goes through.
  public var parent: String?
  /// What may stand only once.
  public var unique: UniqueRule?
  /// The fields in which a new record gets the next number of its project, as text, where a body does not name them.
  public var numbered: [String] = []
  /// How a record is refused that lacks something.
  public var refusal: RefusalRule?
  /// What members of a body bring about.
  public var effects: [Effect] = []
  /// The answer of an operation that always answers the same.
  public var constant: JSONValue?
  /// The collections that are counted.
  public var counted: [Counted] = []
  /// Paths that clients call in its place although no public specification has them.
  public var privatePaths: [PathTemplate] = []
  /// Whether Procore has announced its end.
  public var isDeprecated = false
  /// Who may call it beside those with its level, and what is shown to whom.
  public var access = AccessRule()
  /// The tools that it shows.
  public var tools: [ToolDescription] = []

  /// Nothing out of the ordinary.
  public init() {}

  /// How a call says what its rows are sorted by (Procore, sorting).
  public struct SortRule: Hashable, Sendable {
    /// The ways to write it.
    public enum Style: String, CaseIterable, Hashable, Sendable {
      /// `sort=name,-id`.
      case list
      /// `sort[attribute]=name&sort[direction]=desc`.
      case attribute
    }
    /// How it is written.
    public var style: Style
    /// The fields.
    public var fields: [String]
  }

  /// The days that a list shows, chosen by `log_date`, or by `start_date` and `end_date`.
  public struct DateWindow: Hashable, Sendable {
    /// What is shown where no day is asked for.
    public enum Standard: String, CaseIterable, Hashable, Sendable {
      case today, all
      /// Without days the call is refused.
      case required
    }
    /// The field that holds the day.
    public var field: String
    /// What is shown where no day is asked for.
    public var standard: Standard
    /// The most days from the first to the last.
    public var most: Int?
  }

  /// Rows in groups, `[{"group_title": …, "meetings": […]}]`.
  public struct Grouping: Hashable, Sendable {
    /// The field by whose value rows are grouped.
    public var field: String
    /// The member of a group that bears the value.
    public var title: String
    /// The member of a group that holds its rows.
    public var rows: String
  }

  /// A folder with what lies in it, one level deep.
  public struct Tree: Hashable, Sendable {
    /// The field of a row that names its folder.
    public var parent: String
    /// The members of a folder, each with the collection it shows.
    public var children: [Child]
    /// What the outermost folder is, which is no record; nil for an operation that shows records.
    public var root: JSONValue?
    /// One kind of thing in a folder.
    public struct Child: Hashable, Sendable {
      /// The member.
      public var member: String
      /// The collection.
      public var collection: String
    }
  }

  /// What may stand only once among the records of a collection.
  public struct UniqueRule: Hashable, Sendable {
    /// The field whose value may not be taken.
    public var field: String
    /// Fields that must be equal for two to collide.
    public var within: [String]
    /// The member under which a conflict (409) shows the other record; nil where the refusal is one of the body.
    public var conflict: String?
  }

  /// How a record is refused that lacks something.
  public struct RefusalRule: Hashable, Sendable {
    /// The shapes of such a refusal; all of them occur.
    public enum Shape: String, CaseIterable, Hashable, Sendable {
      /// `{"errors": {"label": ["has already been taken"]}}`.
      case fields
      /// `{"errors": ["Label has already been taken"]}`.
      case list
      /// `{"errors": {"base": ["Label has already been taken"]}}`.
      case base
    }
    /// The status.
    public var status: Int
    /// The shape.
    public var shape: Shape
  }

  /// What a member of a body brings about, `{"when": {"accepted": true}, "set": {"status": "closed"}}`.
  public struct Effect: Hashable, Sendable {
    /// The members that the body must have.
    public var when: JSONObject
    /// The members that the record gets.
    public var set: JSONObject
  }

  /// A parameter of the query that names a record in one of some collections.
  public struct NamedRecord: Hashable, Sendable {
    /// The parameter.
    public var parameter: String
    /// The collections.
    public var collections: [String]
  }

  /// One line of a count.
  public struct Counted: Hashable, Sendable {
    /// The name under which it is shown.
    public var name: String
    /// The collection that is counted.
    public var collection: String
  }
}
