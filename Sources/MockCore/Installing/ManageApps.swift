/// The App Management page: who may see it, and what becomes of its forms.
///
/// Whoever installs, updates or uninstalls needs Admin on the company's Directory tool (Procore, installing a custom
/// app). That an older version is refused, and the words of all refusals, are inferred.
public enum ManageApps {
  /// What the decision rests on.
  public struct Facts: Sendable {
    /// Who exists, and what is installed where.
    public var directory: Directory
    /// The person whose browser it is.
    public var user: User?
    /// The profile.
    public var profile: Profile

    /// States the facts.
    public init(directory: Directory, user: User?, profile: Profile) {
      self.directory = directory
      self.user = user
      self.profile = profile
    }
  }

  /// Decides on a page that is opened, or on one of its forms.
  public static func decide(_ request: Request, _ parameters: RequestParameters, _ facts: Facts) -> Decision {
    guard let address = AppManagementAddress(request) else { return PageNotFound.decision }
    guard let user = facts.user else { return logIn(returnTo: address.path, facts) }
    switch address {
    case .companies: return choose(user, facts)
    case .company(let id):
      if let refusal = refusal(of: user, at: id, facts.directory) { return refusal }
      guard let company = facts.directory.company(id) else { return PageNotFound.decision }
      let visit = AppVisit(company: company, user: user, environment: request.environment, directory: facts.directory)
      return request.method == "POST" ? visit.obey(parameters) : visit.show(parameters)
    }
  }

  private static func logIn(returnTo: String, _ facts: Facts) -> Decision {
    let page = LogIn.page(returnTo: returnTo, people: LogIn.people(facts.directory), profile: facts.profile)
    return Decision(.page(200, .login(page)), because: .loginShown, about: about(nil, nil))
  }

  private static func choose(_ user: User, _ facts: Facts) -> Decision {
    var page = AppManagementPage(company: nil, user: user.name)
    page.companies = facts.directory.companies.filter { facts.directory.managesApps(user, of: $0.id) }
    return Decision(.page(200, .apps(page)), because: .appsShown, about: about(user, nil))
  }

  /// Why a person may not see the apps of a company; nil where it may.
  private static func refusal(of user: User, at id: Int64, _ directory: Directory) -> Decision? {
    // Whether a company exists is not told to those outside.
    guard let company = directory.company(id), directory.isMember(user, ofCompany: id) else {
      var decision = PageNotFound.decision
      decision.grounds = .notInCompany
      decision.about = about(user, id)
      return decision
    }
    guard !directory.managesApps(user, of: id) else { return nil }
    let page = Page.error(
      title: "You may not manage the apps of \(company.name)",
      description: "Installing an app needs Admin on the company's Directory tool. Ask one of its administrators.")
    return Decision(.page(403, page), because: .levelTooLow, about: about(user, id))
  }

  static func about(_ user: User?, _ company: Int64?) -> Particulars {
    var about = Particulars()
    about.operation = "session.apps"
    about.user = user?.login
    about.company = company
    return about
  }
}

extension Directory {
  /// Whether a person may install apps in a company.
  func managesApps(_ user: User, of company: Int64) -> Bool {
    isMember(user, ofCompany: company) && level(of: user, on: .directory, company: company, project: nil) == .admin
  }
}
