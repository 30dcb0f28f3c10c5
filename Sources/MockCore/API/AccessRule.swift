import JSONSource

/// Who may call an operation beside those with its level, what the others get, and what of it is shown to whom.
public struct AccessRule: Sendable {
  /// A granular permission that suffices below the level.
  public var granular: GranularRule?
  /// The view that is shown to whoever is below the level; nil where they are refused.
  public var viewBelowLevel: String?
  /// Rows that only the people on them see.
  public var own: OwnRule?
  /// Members of rows that another tool governs: empty for whoever may not read there.
  public var memberTools: [String: Tool] = [:]
  /// Members of a body that only administrators of the tool may send.
  public var adminOnly: [String] = []
  /// How the operation words its own refusals.
  public var errorBodies: [Grounds: Profile.Refusal] = [:]
  /// Whether the app must be connected to the company.
  public var needsInstallation = true

  /// Nothing beyond tool and level.
  public init() {}

  /// A granular permission (Procore: given by a permission template to people below Admin).
  public struct GranularRule: Hashable, Sendable {
    /// Its name, `Create and Edit Users`.
    public var permission: String
    /// The filter that a call must set for it to count, `assignables_only`; nil where it counts for every call.
    public var filter: String?
  }

  /// Rows that below Admin only the people on them see, as if they were private.
  public struct OwnRule: Hashable, Sendable {
    /// The levels at which it holds.
    public var levels: Set<PermissionLevel> = [.readOnly, .standard]
    /// The member that says which rows are meant; nil for all.
    public var field: String?
    /// The values of that member.
    public var values: [String] = []
    /// Whether the rows with other values are meant.
    public var isUnless = false
  }
}

extension AccessRule.OwnRule {
  /// Whether a record is meant.
  func covers(_ record: Record) -> Bool {
    guard let field else { return true }
    return covers(value: JSONParser.parse(Array(record.json.utf8))?[field]?.stringValue)
  }

  /// A record without the member is open to everybody.
  private func covers(value: String?) -> Bool { value.map { values.contains($0) != isUnless } ?? false }
}

extension AccessRule {
  /// What is out of the ordinary, each in a few words, for people who look at a table of operations.
  var words: [String] {
    var words: [String] = []
    if !needsInstallation { words.append("without the app being installed") }
    if let granular {
      let filter = granular.filter.map { " with filters[\($0)]" } ?? ""
      words.append("below the level with “\(granular.permission)”\(filter)")
    }
    if let viewBelowLevel { words.append("view \(viewBelowLevel) below the level") }
    if let own { words.append(own.words) }
    for member in memberTools.sorted(by: { $0.key < $1.key }) {
      words.append("\(member.key) empty without \(member.value) readOnly")
    }
    if !adminOnly.isEmpty { words.append("\(adminOnly.joined(separator: ", ")) from administrators only") }
    let refusals = Dictionary(grouping: errorBodies) { $0.value.status }.sorted { $0.key < $1.key }
    for (status, grounds) in refusals {
      words.append("\(status) on \(grounds.map(\.key.rawValue).sorted().joined(separator: ", "))")
    }
    return words
  }
}

extension AccessRule.OwnRule {
  fileprivate var words: String {
    let who = levels.sorted().map(\.rawValue).joined(separator: ", ")
    let rows = field.map { "\($0) \(isUnless ? "not " : "")\(values.joined(separator: ", "))" } ?? "all rows"
    return "\(rows): one's own alone at \(who)"
  }
}
