import JSONSource

/// One record of the fake API, such as an RFI.
public struct Record: Hashable, Sendable {
  /// The collection it belongs to, `rfis`.
  public var collection: String
  /// Procore's id; up to 2^63.
  public var id: Int64
  /// The company it belongs to.
  public var company: Int64
  /// The project it belongs to; nil for a record of the company.
  public var project: Int64?
  /// Whether only the tool's administrators and the people on it see it.
  public var isPrivate: Bool
  /// The people on it: assignees and whoever made it.
  public var people: Set<Int64>
  /// Who made it through the API.
  public var createdBy: Int64?
  /// Whether it lies in the recycle bin.
  public var isDeleted = false
  /// Whether addresses of files stand in what the API shows of it, which are signed when it is shown.
  public var hasFiles = false
  /// What the API shows of it, as JSON text: written once, answered as it is.
  public var json: String

  /// Makes a record.
  public init(
    collection: String, id: Int64, company: Int64, project: Int64?, isPrivate: Bool = false, people: Set<Int64> = [],
    createdBy: Int64? = nil, isDeleted: Bool = false, hasFiles: Bool = false, json: String
  ) {
    self.collection = collection
    self.id = id
    self.company = company
    self.project = project
    self.isPrivate = isPrivate
    self.people = people
    self.createdBy = createdBy
    self.isDeleted = isDeleted
    self.hasFiles = hasFiles
    self.json = json
  }

  /// Whether a person sees the record, given whether they administer its tool.
  public func isVisible(to user: Int64, asAdministrator: Bool) -> Bool {
    !isPrivate || asAdministrator || people.contains(user)
  }
}
