/// The names that a world defines, so that whoever uses another one is told.
public struct WorldVocabulary: Sendable {
  /// A company or project.
  public struct Named: Hashable, Sendable {
    /// Its id.
    public var id: Int64
    /// Its name.
    public var name: String
    /// The company of a project; nil for a company.
    public var company: Int64?

    /// Names something.
    public init(id: Int64, name: String, company: Int64? = nil) {
      self.id = id
      self.name = name
      self.company = company
    }
  }

  /// The logins of its people.
  public var logins: [String]
  /// Its companies.
  public var companies: [Named]
  /// Its projects.
  public var projects: [Named]
  /// The tools that its people or the catalog's operations speak of.
  public var tools: [String]

  /// Names a world's things.
  public init(logins: [String], companies: [Named], projects: [Named], tools: [String]) {
    self.logins = logins
    self.companies = companies
    self.projects = projects
    self.tools = tools
  }

  /// The names of a directory, without tools.
  public init(_ directory: Directory) {
    logins = directory.users.map(\.login)
    companies = directory.companies.map { Named(id: $0.id, name: $0.name) }
    projects = directory.projects.map { Named(id: $0.id, name: $0.name, company: $0.company) }
    tools = []
  }

  /// The names of a directory, with the tools of a catalog.
  public init(_ directory: Directory, catalog: Catalog) {
    self.init(directory)
    tools = Set(catalog.operations.compactMap { $0.tool?.rawValue }).sorted()
  }
}
