import MockCore
import Mustache

/// The pages that people see, from templates that escape whatever stands in them.
public struct LoginPages: Sendable {
  private let library: MustacheLibrary

  /// The pages of all mocks of this process; read when the first page is wanted, for most programs want none.
  static let ofThisProcess = Result { try LoginPages() }

  /// Reads the templates, once.
  ///
  /// - Throws: what the template library says of a template that it cannot read; a mistake of ours.
  public init() throws {
    let templates = try PageTemplates.all.mapValues { try MustacheTemplate(string: $0) }
    library = MustacheLibrary(templates: templates)
  }

  /// A page as HTML.
  public func html(_ page: Page) -> String {
    let values: [String: Any] =
      switch page {
      case .login(let login):
        [
          "title": "Log in", "formToken": login.formToken, "asksEmail": login.step != .password,
          "asksPassword": login.step != .email, "hasPeople": !login.people.isEmpty,
          "button": login.step == .email ? "Continue" : "Log In", "message": login.message ?? "",
          "hasMessage": login.message != nil,
          "login": login.login, "returnTo": login.returnTo,
          "people": login.people.map { ["login": $0.login, "name": $0.name] },
        ]
      case .consent(let consent):
        [
          "title": "Authorize \(consent.app)", "formToken": consent.formToken, "app": consent.app, "user": consent.user,
          "login": consent.login,
          "request": consent.request.map { ["name": $0.name, "value": $0.value] },
        ]
      case .error(let title, let description): ["title": title, "description": description]
      case .code(let code): ["title": "Authorization code", "code": code]
      case .apps(let page): AppManagementValues.of(page)
      case .welcome(let name): ["title": "Mock Procore", "name": name ?? "", "signedIn": name != nil]
      }
    return library.render(values, withTemplate: page.name) ?? ""
  }
}
