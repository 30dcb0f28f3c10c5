import HTTPTypes

/// A browser as the login host knows it, whether or not anybody is logged in with it.
public struct BrowserSession: Hashable, Sendable {
  /// The value of its cookie.
  public var id: String
  /// Who is logged in.
  public var user: Int64?
  /// What every form of its pages carries, so that another site's form is told from one of ours.
  public var formToken: String

  /// Makes a session.
  public init(id: String, user: Int64?, formToken: String) {
    self.id = id
    self.user = user
    self.formToken = formToken
  }

  /// The cookie by which a browser is known, named as Rails names it.
  public static let cookie = "_session_id"
  /// The field of a form that carries ``formToken``, named as Rails names it.
  public static let field = "authenticity_token"

  /// A session of a browser that was not known before, or that somebody has just logged in with.
  static func new(user: Int64?, _ ids: inout IDSource) -> BrowserSession {
    BrowserSession(id: ids.hex(32), user: user, formToken: ids.hex(64))
  }

  /// The header that makes a browser keep the session.
  var setCookie: String { "\(Self.cookie)=\(id); Path=/; HttpOnly; SameSite=Lax" }

  /// The value of the session cookie in a request.
  public static func id(in request: Request) -> String? {
    for header in request.headers[values: .cookie] {
      for pair in header.split(separator: ";") {
        let trimmed = pair.drop { $0 == " " }
        if trimmed.hasPrefix(cookie + "=") { return String(trimmed.dropFirst(cookie.count + 1)) }
      }
    }
    return nil
  }

  /// Refuses a form that was not sent from a page of this browser's (cross-site request forgery), as Rails does.
  ///
  /// - Returns: nil when the form is one of ours.
  public static func refusal(
    of parameters: RequestParameters, from session: BrowserSession?, operation: String, profile: Profile
  ) -> Decision? {
    if let session, parameters[field] == session.formToken { return nil }
    var about = Particulars()
    about.operation = operation
    let page = Page.error(
      title: "The change you wanted was rejected.",
      description: "Maybe you tried to change something you didn't have access to.")
    return Decision(.page(422, page), because: .formForged, about: about)
  }

  /// Gives the forms of a page their token, and a browser that is not known yet its cookie.
  public static func complete(_ decision: inout Decision, for known: BrowserSession?, ids: inout IDSource) {
    guard case .page(let page) = decision.answer.body, page.hasForms else { return }
    let session = known ?? .new(user: nil, &ids)
    decision.answer.body = .page(page.carrying(session.formToken))
    guard known == nil else { return }
    decision.answer.headers[.setCookie] = session.setCookie
    decision.changes.append(.insertSession(session))
  }
}

extension Page {
  fileprivate var hasForms: Bool {
    switch self {
    case .login, .consent, .apps: true
    case .error, .code, .welcome: false
    }
  }

  fileprivate func carrying(_ formToken: String) -> Page {
    switch self {
    case .login(var page):
      page.formToken = formToken
      return .login(page)
    case .consent(var page):
      page.formToken = formToken
      return .consent(page)
    case .apps(var page):
      page.formToken = formToken
      return .apps(page)
    case .error, .code, .welcome: return self
    }
  }
}
