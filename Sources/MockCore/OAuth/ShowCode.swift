/// The page below the authorize page that shows a code to a user who types it in.
public enum ShowCode {
  /// What stands before the code in the page's address (older Doorkeeper).
  static let prefix = "/oauth/authorize/"
  /// The page's address where the code stands in its query (newer Doorkeeper).
  static let nativePath = "/oauth/authorize/native"

  /// The code that a request names.
  public static func named(by request: Request) -> String? {
    var path = request.path
    if path.hasSuffix("/") { path.removeLast() }
    if path == nativePath { return request.queryValue("code") }
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
  }

  /// Decides on a browser that wants to see a code: only the person who allowed it does.
  ///
  /// - Parameter code: what is stored under the code that the address names.
  public static func decide(_ request: Request, code: AuthorizationCode?, _ facts: Authorize.Facts, profile: Profile)
    -> Decision
  {
    var about = Particulars()
    about.operation = "session.code"
    about.user = facts.user?.login
    about.presented = code.map { "code#\($0.ordinal)" }
    guard let user = facts.user else {
      let login = LogIn.page(returnTo: request.target, people: facts.people, profile: profile)
      return Decision(.page(200, .login(login)), because: .loginShown, about: about)
    }
    guard let code, code.user == user.id else {
      var decision = PageNotFound.decision
      decision.about = about
      return decision
    }
    return Decision(page(code.code), because: .codeShown, about: about)
  }

  static func page(_ code: String) -> Answer { .page(200, .code(code)) }
}
