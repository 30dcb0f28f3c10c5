import HTTPTypes

/// The login form and the end of a browser's session.
public enum LogIn {
  /// The cookie by which a browser is known, named as Rails names it.
  public static let cookie = "_session_id"

  /// Decides on a login form that was sent.
  ///
  /// The form has `session[email]` and `session[password]` as Procore's has; `session[person]` is the mock's own: a
  /// person who was clicked on, without a password.
  public static func decide(_ request: Request, directory: Directory, ids: inout IDSource) -> Decision {
    let parameters = RequestParameters(request)
    let returnTo = safe(parameters["return_to"])
    let login = parameters["session[person]"] ?? parameters["session[email]"] ?? ""
    let user = directory.user(login: login)
    let knowsPassword = parameters["session[person]"] != nil || user?.password == parameters["session[password]"]
    guard let user, knowsPassword else {
      return again("Wrong e-mail address or password.", .wrongPassword, login, returnTo, directory)
    }
    guard user.isActive else {
      return again("This account is deactivated.", .userDisabled, login, returnTo, directory)
    }
    let session = ids.hex(32)
    var answer = Answer.redirect(to: returnTo)
    answer.headers[.setCookie] = "\(cookie)=\(session); Path=/; HttpOnly; SameSite=Lax"
    return Decision(
      answer, because: .loggedIn, changes: [.insertSession(id: session, user: user.id)], about: about(user.login))
  }

  /// Decides on `GET /logout`.
  public static func logOut(session: String?) -> Decision {
    var answer = Answer.redirect(to: "/")
    answer.headers[.setCookie] = "\(cookie)=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
    var about = Particulars()
    about.operation = "session.logout"
    return Decision(
      answer, because: .loggedOut, changes: session.map { [.removeSession(id: $0)] } ?? [], about: about)
  }

  /// The people of a directory, to click on.
  public static func people(_ directory: Directory) -> [LoginPage.Person] {
    directory.users.filter(\.isActive).map { LoginPage.Person(login: $0.login, name: $0.name) }
  }

  /// The value of the session cookie in a request.
  public static func session(of request: Request) -> String? {
    for header in request.headers[values: .cookie] {
      for pair in header.split(separator: ";") {
        let trimmed = pair.drop { $0 == " " }
        if trimmed.hasPrefix(cookie + "=") { return String(trimmed.dropFirst(cookie.count + 1)) }
      }
    }
    return nil
  }

  /// Only the mock's own pages are gone back to: the form must not become an open redirect.
  private static func safe(_ address: String?) -> String {
    guard let address, address.hasPrefix("/oauth/") else { return "/" }
    return address
  }

  private static func again(
    _ message: String, _ grounds: Grounds, _ login: String, _ returnTo: String, _ directory: Directory
  ) -> Decision {
    let page = LoginPage(returnTo: returnTo, message: message, login: login, people: people(directory))
    return Decision(.page(200, .login(page)), because: grounds, about: about(directory.user(login: login)?.login))
  }

  private static func about(_ login: String?) -> Particulars {
    var about = Particulars()
    about.operation = "session.login"
    about.user = login
    return about
  }
}
