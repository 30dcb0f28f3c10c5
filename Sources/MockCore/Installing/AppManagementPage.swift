/// What the App Management page of a company shows.
public struct AppManagementPage: Sendable, Hashable {
  /// An app of the company.
  public struct App: Sendable, Hashable {
    /// The client identifier.
    public var client: String
    /// The name.
    public var name: String
    /// The version; nil where the world names none.
    public var version: AppVersion?
    /// A higher version that can be had.
    public var update: SemanticVersion?
    /// The company's projects.
    public var projects: [ProjectChoice]
  }

  /// A project, and whether the app is applied to it.
  public struct ProjectChoice: Sendable, Hashable {
    /// The project's id.
    public var id: Int64
    /// Its name.
    public var name: String
    /// Whether the app is applied to it.
    public var isApplied: Bool
  }

  /// A version that is about to be installed.
  public struct Offer: Sendable, Hashable {
    /// The app's name.
    public var app: String
    /// Its version.
    public var number: SemanticVersion
    /// The version that it takes the place of.
    public var replaces: SemanticVersion?
  }

  /// The company; nil on the page that lists companies.
  public var company: Company?
  /// Who looks at it.
  public var user: String
  /// The companies whose apps the person may manage.
  public var companies: [Company] = []
  /// What was just done.
  public var notice: String?
  /// Why nothing was done.
  public var problem: String?
  /// The key as it was typed.
  public var key = ""
  /// What is about to be installed with the key.
  public var offer: Offer?
  /// The app that was just installed or updated, by its client identifier.
  public var justInstalled: String?
  /// The apps that are installed.
  public var installed: [App] = []
  /// The apps that were uninstalled.
  public var uninstalled: [App] = []
  /// What shows that the form was sent from a page of this browser's.
  public var formToken = ""

  /// Makes a page.
  public init(company: Company?, user: String) {
    self.company = company
    self.user = user
  }
}
