import HTTPTypes
import Testing

@testable import MockCore

/// The login form.
struct LogInTests {
  private static let rita = "rita.reader@granite.example"

  private func logIn(
    email: String? = nil, password: String? = nil, person: String? = nil, returnTo: String? = "/oauth/authorize?a=b",
    steps: Profile.LoginSteps = .oneStep, session: BrowserSession? = nil, offered: Bool = true
  ) -> Decision {
    let fields = [
      ("session[email]", email), ("session[password]", password), ("session[person]", person), ("return_to", returnTo),
    ]
    let form = FormEncoding.encode(fields.compactMap { field in field.1.map { Parameter(field.0, $0) } })
    let request = Request(host: .login, method: "POST", path: "/login", body: Array(form.utf8))
    var profile = Profile()
    profile.loginPage = steps
    profile.peopleOffered = offered
    var ids = IDSource(seed: 1)
    return LogIn.decide(
      RequestParameters(request), LogIn.Facts(directory: TestWorld.directory, session: session, profile: profile),
      ids: &ids)
  }

  private func page(_ decision: Decision) -> LoginPage? {
    if case .login(let page) = decision.answer.page { page } else { nil }
  }

  @Test func `the right password opens a session and leads back`() throws {
    let decision = logIn(email: Self.rita, password: "password")
    #expect(decision.grounds == .loggedIn)
    #expect(decision.answer.status == 302)
    #expect(decision.answer.headers[.location] == "/oauth/authorize?a=b")
    #expect(decision.about.user == Self.rita)
    guard case .insertSession(let session) = try #require(decision.changes.first) else {
      Issue.record("expected a session")
      return
    }
    #expect(session.user == TestWorld.rita)
    #expect(decision.answer.headers[.setCookie] == "_session_id=\(session.id); Path=/; HttpOnly; SameSite=Lax")
  }

  @Test(arguments: ["wrong", "Password", ""])
  func `a wrong password shows the page again, with the address that was typed`(password: String) {
    let decision = logIn(email: Self.rita, password: password)
    #expect(decision.grounds == .wrongPassword)
    #expect(decision.answer.status == 200)
    #expect(page(decision)?.message == "Wrong e-mail address or password.")
    #expect(page(decision)?.login == Self.rita)
    #expect(page(decision)?.returnTo == "/oauth/authorize?a=b")
    #expect(decision.answer.headers[.setCookie] == nil)
    #expect(decision.changes.isEmpty)
  }

  @Test func `an unknown address is answered like a wrong password`() {
    let decision = logIn(email: "nobody@granite.example", password: "password")
    #expect(decision.grounds == .wrongPassword)
    #expect(page(decision)?.message == "Wrong e-mail address or password.")
  }

  @Test func `a form without anything is a wrong password`() {
    #expect(logIn().grounds == .wrongPassword)
  }

  @Test func `case does not matter in an e-mail address`() {
    #expect(logIn(email: "Rita.Reader@Granite.Example", password: "password").grounds == .loggedIn)
  }

  @Test func `a person who is clicked on needs no password`() {
    #expect(logIn(person: Self.rita).grounds == .loggedIn)
  }

  @Test func `where nobody is offered, nobody is there to click on, and the password is asked for`() {
    let clicked = logIn(person: Self.rita, offered: false)
    #expect(clicked.grounds == .wrongPassword && page(clicked)?.people == [])
    #expect(page(logIn(email: Self.rita, password: "wrong"))?.people.isEmpty == false)
    #expect(logIn(email: Self.rita, password: "password", offered: false).grounds == .loggedIn)
  }

  @Test func `a person who does not exist cannot be clicked on`() {
    #expect(logIn(person: "nobody@granite.example").grounds == .wrongPassword)
  }

  @Test func `somebody deactivated cannot log in, by password or by click`() {
    let dora = "dora.disabled@granite.example"
    for decision in [logIn(email: dora, password: "password"), logIn(person: dora)] {
      #expect(decision.grounds == .userDisabled)
      #expect(page(decision)?.message == "This account is deactivated.")
      #expect(decision.changes.isEmpty)
    }
  }

  // MARK: In two steps

  @Test func `an address is followed by the question for its password, whether or not anybody has it`() {
    for email in [Self.rita, "nobody@granite.example"] {
      let asked = logIn(email: email, steps: .twoSteps)
      #expect(asked.grounds == .passwordAsked)
      #expect(page(asked)?.step == .password)
      #expect(page(asked)?.login == email)
      #expect(page(asked)?.returnTo == "/oauth/authorize?a=b")
      #expect(asked.changes.isEmpty)
    }
  }

  @Test func `on one page an address without a password is a wrong password`() {
    #expect(logIn(email: Self.rita).grounds == .wrongPassword)
    #expect(page(logIn(email: Self.rita))?.step == .both)
  }

  @Test func `in two steps a wrong password is asked for again, and the right one logs in`() {
    let wrong = logIn(email: Self.rita, password: "wrong", steps: .twoSteps)
    #expect(wrong.grounds == .wrongPassword && page(wrong)?.step == .password)
    #expect(logIn(email: Self.rita, password: "", steps: .twoSteps).grounds == .wrongPassword)
    #expect(logIn(email: Self.rita, password: "password", steps: .twoSteps).grounds == .loggedIn)
    #expect(logIn(person: Self.rita, steps: .twoSteps).grounds == .loggedIn)
    #expect(page(logIn(steps: .twoSteps))?.step == .email)
  }

  @Test func `a login ends the session that the browser had before`() {
    let before = BrowserSession(id: "planted", user: nil, formToken: "f")
    let decision = logIn(email: Self.rita, password: "password", session: before)
    #expect(decision.changes.contains(.removeSession(id: "planted")))
    #expect(decision.answer.headers[.setCookie]?.contains("planted") == false)
  }

  @Test(arguments: ["http://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/login", ""])
  func `the form is no way to foreign pages`(returnTo: String) {
    let decision = logIn(email: Self.rita, password: "password", returnTo: returnTo)
    #expect(decision.answer.headers[.location] == "/")
  }

  @Test func `a session is found among other cookies`() {
    var headers: HTTPFields = [:]
    headers[.cookie] = "theme=dark; _session_id=5e55; lang=en"
    #expect(BrowserSession.id(in: Request(host: .login, method: "GET", path: "/", headers: headers)) == "5e55")
  }

  @Test func `another cookie is no session`() {
    var headers: HTTPFields = [:]
    headers[.cookie] = "not_session_id=5e55; my_session_id=77"
    #expect(BrowserSession.id(in: Request(host: .login, method: "GET", path: "/", headers: headers)) == nil)
    #expect(BrowserSession.id(in: Request(host: .login, method: "GET", path: "/")) == nil)
  }

  @Test func `logging out ends the session and takes the cookie back`() {
    let decision = LogIn.logOut(session: BrowserSession(id: "5e55", user: 1, formToken: "f"))
    #expect(decision.grounds == .loggedOut)
    #expect(decision.changes == [.removeSession(id: "5e55")])
    #expect(decision.answer.headers[.setCookie]?.contains("Max-Age=0") == true)
  }

  @Test func `logging out without a session changes nothing`() {
    #expect(LogIn.logOut(session: nil).changes.isEmpty)
  }
}
