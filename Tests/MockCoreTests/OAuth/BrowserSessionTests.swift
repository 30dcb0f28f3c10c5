import HTTPTypes
import Testing

@testable import MockCore

/// Browsers, and the forms that they send.
struct BrowserSessionTests {
  private static let session = BrowserSession(id: "5e55", user: nil, formToken: "f0")
  private static let page = LoginPage(step: .email, returnTo: "/", message: nil, login: "", people: [])

  private func refusal(_ token: String?, from session: BrowserSession? = session) -> Grounds? {
    let query = token.map { [Parameter("authenticity_token", $0)] } ?? []
    let request = Request(host: .login, method: "POST", path: "/login", query: query)
    return BrowserSession.refusal(
      of: RequestParameters(request), from: session, operation: "session.login", profile: Profile())?.grounds
  }

  @Test func `a form of a page of this browser's is taken`() { #expect(refusal("f0") == nil) }

  @Test func `a form without its token, with another's, or of an unknown browser is refused`() {
    #expect(refusal(nil) == .formForged)
    #expect(refusal("f1") == .formForged)
    #expect(refusal("f0", from: nil) == .formForged)
  }

  @Test func `a page with forms gives a new browser its cookie, and each form its token`() throws {
    var ids = IDSource(seed: 1)
    var decision = Decision(.page(200, .login(Self.page)), because: .loginShown)
    BrowserSession.complete(&decision, for: nil, ids: &ids)
    guard case .insertSession(let made) = try #require(decision.changes.first),
      case .login(let page) = try #require(decision.answer.page)
    else {
      Issue.record("expected a session and the page")
      return
    }
    #expect(made.user == nil)
    #expect(page.formToken == made.formToken)
    #expect(decision.answer.headers[.setCookie]?.hasPrefix("_session_id=\(made.id);") == true)
  }

  @Test func `a browser that is known keeps its cookie and its token`() {
    var ids = IDSource(seed: 1)
    var decision = Decision(.page(200, .login(Self.page)), because: .loginShown)
    BrowserSession.complete(&decision, for: Self.session, ids: &ids)
    guard case .login(let page) = decision.answer.page else {
      Issue.record("expected the page")
      return
    }
    #expect(page.formToken == "f0")
    #expect(decision.changes.isEmpty && decision.answer.headers[.setCookie] == nil)
  }

  @Test func `a page without forms makes nobody known`() {
    var ids = IDSource(seed: 1)
    var decision = Decision(.page(200, .welcome(signedInAs: nil)), because: .loginShown)
    BrowserSession.complete(&decision, for: nil, ids: &ids)
    #expect(decision.changes.isEmpty && decision.answer.headers[.setCookie] == nil)
  }
}

/// The page that shows a code.
struct ShowCodeTests {
  private static let code = AuthorizationCode(
    code: "c0de", ordinal: 3, client: "c", user: TestWorld.rita, redirectUri: "", expiresAt: TestWorld.now)

  private func show(_ code: AuthorizationCode?, to user: Int64?) -> Decision {
    let facts = Authorize.Facts(client: nil, user: user.map(TestWorld.person), remembered: false, people: [])
    let request = Request(host: .login, method: "GET", path: "/oauth/authorize/c0de")
    return ShowCode.decide(request, code: code, facts, profile: Profile())
  }

  @Test func `who allowed it sees the code`() {
    #expect(show(Self.code, to: TestWorld.rita).answer.page == .code("c0de"))
    #expect(show(Self.code, to: TestWorld.rita).about.presented == "code#3")
  }

  @Test func `nobody else does`() {
    #expect(show(Self.code, to: TestWorld.sam).answer.status == 404)
    #expect(show(nil, to: TestWorld.rita).answer.status == 404)
    #expect(show(Self.code, to: nil).grounds == .loginShown)
  }
}
