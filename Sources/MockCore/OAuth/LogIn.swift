import HTTPTypes

/// The login form and the end of a browser's session.
public enum LogIn {
  /// What the decision rests on.
  public struct Facts: Sendable {
    /// Who exists.
    public var directory: Directory
    /// The browser, if it is known.
    public var session: BrowserSession?
    /// The profile.
    public var profile: Profile

    /// States the facts.
    public init(directory: Directory, session: BrowserSession?, profile: Profile) {
      self.directory = directory
      self.session = session
      self.profile = profile
    }
  }

  /// Decides on a login form that was sent.
  ///
  /// The form has `session[email]` and `session[password]` as Procore's has; `session[person]` is the mock's own: a
  /// person who was clicked on, without a password. Where the page asks in two steps, an address without a password
  /// is followed by the question for it, whether or not anybody has that address.
  public static func decide(_ parameters: RequestParameters, _ facts: Facts, ids: inout IDSource) -> Decision {
    let returnTo = safe(parameters["return_to"])
    let person = facts.profile.peopleOffered ? parameters["session[person]"] : nil
    let login = person ?? parameters["session[email]"] ?? ""
    let isClick = person != nil
    if facts.profile.loginPage == .twoSteps, !isClick, !login.isEmpty, !parameters.has("session[password]") {
      let page = LoginPage(step: .password, returnTo: returnTo, message: nil, login: login, people: [])
      return Decision(.page(200, .login(page)), because: .passwordAsked, about: about(nil))
    }
    let user = facts.directory.user(login: login)
    let knowsPassword = isClick || user?.password == parameters["session[password]"]
    guard let user, knowsPassword else {
      return again("Wrong e-mail address or password.", .wrongPassword, login, returnTo, facts)
    }
    guard user.isActive else {
      return again("This account is deactivated.", .userDisabled, login, returnTo, facts)
    }
    // Another identifier than before, so that nobody knows it who planted the first one.
    let session = BrowserSession.new(user: user.id, &ids)
    var answer = Answer.redirect(to: returnTo)
    answer.headers[.setCookie] = session.setCookie
    let old: [Change] = facts.session.map { [.removeSession(id: $0.id)] } ?? []
    return Decision(
      answer, because: .loggedIn, changes: [.insertSession(session)] + old, about: about(user.login))
  }

  /// Decides on `GET /logout`.
  public static func logOut(session: BrowserSession?) -> Decision {
    var answer = Answer.redirect(to: "/")
    answer.headers[.setCookie] = "\(BrowserSession.cookie)=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
    var about = Particulars()
    about.operation = "session.logout"
    return Decision(
      answer, because: .loggedOut, changes: session.map { [.removeSession(id: $0.id)] } ?? [], about: about)
  }

  /// The page that asks who somebody is, with people to click on unless the profile offers nobody.
  public static func page(returnTo: String, people: [LoginPage.Person], profile: Profile) -> LoginPage {
    LoginPage(
      step: profile.loginPage == .twoSteps ? .email : .both, returnTo: returnTo, message: nil, login: "",
      people: profile.peopleOffered ? people : [])
  }

  /// The people of a directory, to click on.
  public static func people(_ directory: Directory) -> [LoginPage.Person] {
    directory.users.filter(\.isActive).map { LoginPage.Person(login: $0.login, name: $0.name) }
  }

  /// Only the mock's own pages are gone back to: the form must not become an open redirect.
  private static func safe(_ address: String?) -> String {
    guard let address, address.hasPrefix("/oauth/") || AppManagementAddress.isOne(address) else { return "/" }
    return address
  }

  /// The page once more, with what was typed; the second step stays the second step.
  private static func again(
    _ message: String, _ grounds: Grounds, _ login: String, _ returnTo: String, _ facts: Facts
  ) -> Decision {
    var page = page(returnTo: returnTo, people: people(facts.directory), profile: facts.profile)
    if page.step == .email && !login.isEmpty {
      page.step = .password
      page.people = []
    }
    page.message = message
    page.login = login
    return Decision(
      .page(200, .login(page)), because: grounds, about: about(facts.directory.user(login: login)?.login))
  }

  private static func about(_ login: String?) -> Particulars {
    var about = Particulars()
    about.operation = "session.login"
    about.user = login
    return about
  }
}
