import MockCore
import Testing

@testable import MockServer

/// The App Management page: an administrator installs an app by the key of a version, updates and uninstalls it.
struct AppManagementContractTests {
  private static let address = "/companies/4001/app_management"

  /// A version with keys that tell what they are; the notes try to break the page.
  private static func version(_ patch: Int) -> AppVersion {
    AppVersion(
      number: SemanticVersion(major: 0, minor: 4, patch: patch),
      instructionsURL: "https://acme.example/setup?a=1&b=2", pageName: "Setting <b>up</b> 0.4.\(patch)",
      postInstallationNotes: "Sign in \"at\" acme.example.\n<script>alert(1)</script>",
      keys: [.sandbox: key("sandbox", patch), .production: key("product", patch)])
  }

  private static func key(_ kind: String, _ patch: Int) -> String { "\(kind)0-0000-4000-8000-00000000000\(patch)" }

  /// A mock whose app has two versions, and is installed nowhere unless the test says so.
  private func withVersions<Value>(
    _ transport: Transport, installedIn: Set<Int64> = [], hasSandbox: Bool = false,
    _ body: (MockUnderTest) async throws -> Value
  ) async throws -> Value {
    try await withMock(
      transport,
      world: { world in
        if hasSandbox {
          var app = world.apps[0]
          (app.name, app.clientId, app.environment) = ("Acme", "5a4db0c5", .sandbox)
          world.apps.append(app)
          world.directory.installedElsewhere[app.clientId] = []
        }
        world.directory.installedIn = installedIn
        world = world.offering([Self.version(1), Self.version(2)])
      }, body)
  }

  /// A browser of the person, and the page after the login.
  private func page(
    _ mock: MockUnderTest, as login: String = MockUnderTest.pat, at target: String = AppManagementContractTests.address,
    in environment: Deployment = .production
  ) async throws -> (browser: Browser, page: Reply) {
    let browser = Browser(mock, at: .login, in: environment)
    let asked = try await browser.open(target)
    let back = try await browser.press(try #require(asked.form(withButton: login)), button: login)
    #expect(back.location == target)
    return (browser, try await browser.open(try #require(back.location)))
  }

  /// Pastes a key and presses the button; the page that asks whether to go on, or says why not.
  private func paste(_ key: String, _ browser: Browser, _ page: Reply) async throws -> Reply {
    let form = try #require(page.form(withButton: "check"))
    return try await browser.press(form, button: "check", filling: ["key": key])
  }

  /// Presses a button and follows to the page that shows what came of it.
  private func press(_ button: String, _ browser: Browser, _ page: Reply) async throws -> Reply {
    let done = try await browser.press(try #require(page.form(withButton: button)), button: button)
    #expect(done.status == 302)
    return try await browser.open(try #require(done.location))
  }

  @Test(arguments: Transport.allCases)
  func `after an install the setup link, page name and notes are shown, and stay`(transport: Transport) async throws {
    try await withVersions(transport) { mock in
      let token = try await mock.connect().access
      let rfis = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"
      #expect(try await mock.call(rfis, token: token).status == 403)
      let (browser, first) = try await page(mock)
      #expect(first.text.contains("No app is installed."))
      let offer = try await paste(" \(Self.key("product", 1).uppercased())\n", browser, first)
      #expect(offer.text.contains("Install Connector under test, version 0.4.1?"))
      #expect(try await mock.call(rfis, token: token).status == 403)

      let installed = try await press("install", browser, offer)
      #expect(installed.text.contains("Connector under test was installed in Granite &amp; Gable Builders."))
      let later = try await browser.open(Self.address)
      #expect(!later.text.contains("was installed"))
      for shown in [installed, later] {
        #expect(shown.text.contains(#"<a href="https://acme.example/setup?a=1&amp;b=2""#))
        #expect(shown.text.contains("Setting &lt;b&gt;up&lt;/b&gt; 0.4.1</a>"))
        #expect(shown.text.contains("Sign in &quot;at&quot; acme.example.\n&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(shown.text.contains("Update available"))
      }
      #expect(try await mock.call(rfis, token: token).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a key of the wrong kind is refused in clear words, and so is one that is none`(
    transport: Transport
  ) async throws {
    try await withVersions(transport, installedIn: [4001], hasSandbox: true) { mock in
      let production = try await page(mock)
      let cases: [(key: String, words: String, grounds: Grounds)] = [
        (Self.key("sandbox", 2), "This is the sandbox key of Connector under test 0.4.2, and this", .keyKindWrong),
        ("", "Paste the app version key that the app&#39;s developer gave you.", .keyMalformed),
        ("0.4.2", "it has 5 characters, and a key has 36", .keyMalformed),
        (Self.key("unknown", 2), "No version of any app has this key.", .keyUnknown),
        (Self.key("product", 1), "0.4.1 is installed in Granite &amp; Gable Builders already.", .versionNotHigher),
      ]
      for (key, words, grounds) in cases {
        let refused = try await paste(key, production.browser, production.page)
        #expect(refused.status == 422)
        #expect(refused.text.contains(words), "\(key)")
        #expect(try await mock.mock.exchanges().last?.grounds == grounds)
      }
      let sandbox = try await page(mock, in: .sandbox)
      let refused = try await paste(Self.key("product", 2), sandbox.browser, sandbox.page)
      #expect(refused.status == 422)
      #expect(refused.text.contains("This is the production key of Connector under test 0.4.2, and this is the"))
      let offer = try await paste(Self.key("sandbox", 2), sandbox.browser, sandbox.page)
      let installed = try await press("install", sandbox.browser, offer)
      #expect(installed.text.contains("Acme was installed"))
      #expect(await mock.mock.people.isInstalled("5a4db0c5", in: 4001))
      #expect(await mock.mock.people.installation(of: mock.mock.app.id, in: 4001)?.version == Self.version(1).number)
    }
  }

  @Test(arguments: Transport.allCases, ["badge", "key"])
  func `an update brings the newer version, and the company's settings do not carry over`(
    transport: Transport, way: String
  ) async throws {
    try await withVersions(transport, installedIn: [4001, 4002]) { mock in
      let (browser, first) = try await page(mock)
      let harbour = String(MockUnderTest.harbour)
      let form = try #require(first.form(withButton: "apply"))
      let only = Form(
        method: form.method, action: form.action,
        fields: form.fields.filter { $0.name != "projects[]" || $0.value == harbour }, buttons: form.buttons)
      let saved = try await browser.press(only, button: "apply")
      let applied = try await browser.open(try #require(saved.location))
      #expect(applied.text.contains(#"value="\#(harbour)" checked>"#))

      let updated =
        way == "badge"
        ? try await press("update", browser, applied)
        : try await press("install", browser, try await paste(Self.key("product", 2), browser, applied))
      #expect(updated.text.contains("was updated in Granite &amp; Gable Builders. Settings of the version before did"))
      #expect(updated.text.contains("Setting &lt;b&gt;up&lt;/b&gt; 0.4.2</a>"))
      #expect(!updated.text.contains("checked"))
      #expect(!updated.text.contains("Update available"))
      let people = await mock.mock.people
      #expect(people.installation(of: await mock.mock.app.id, in: 4002)?.version == Self.version(1).number)

      let older = try await paste(Self.key("product", 1), browser, updated)
      #expect(older.status == 422)
      #expect(older.text.contains("0.4.2 is installed in Granite &amp; Gable Builders, and 0.4.1 is older."))
    }
  }

  @Test(arguments: Transport.allCases)
  func `an app that was uninstalled is refused with 403, keeps its tokens, and comes back without its settings`(
    transport: Transport
  ) async throws {
    try await withVersions(transport, installedIn: [4001, 4002]) { mock in
      let token = try await mock.connect().access
      let rfis = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"
      let (browser, first) = try await page(mock)
      let gone = try await press("uninstall", browser, try await press("apply", browser, first))
      #expect(gone.text.contains("was uninstalled from Granite &amp; Gable Builders."))
      #expect(gone.text.contains("<h2>Uninstalled</h2>"))
      let refused = try await mock.call(rfis, token: token)
      #expect(refused.status == 403)
      #expect(refused.json == ["errors": ["App is not connected to this company."]])
      #expect(try await mock.call("/rest/v1.0/me", token: token, company: nil).status == 200)

      let back = try await press("reinstall", browser, gone)
      #expect(back.text.contains("Setting &lt;b&gt;up&lt;/b&gt; 0.4.1</a>"))
      #expect(!back.text.contains("checked"))
      #expect(try await mock.call(rfis, token: token).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `only a person with Admin on the company's Directory tool manages its apps`(transport: Transport) async throws {
    try await withVersions(transport, installedIn: [4001]) { mock in
      let rita = try await page(mock, as: MockUnderTest.rita)
      #expect(rita.page.status == 403)
      #expect(rita.page.text.contains("You may not manage the apps of Granite &amp; Gable Builders"))
      #expect(rita.page.forms.isEmpty)
      let list = try await rita.browser.open("/app_management")
      #expect(list.text.contains("You are Admin on the Directory tool of no company."))
      for outside in ["/companies/4002/app_management", "/companies/77/app_management"] {
        #expect(try await rita.browser.open(outside).status == 404)
      }

      let (browser, first) = try await page(mock, at: "/app_management")
      #expect(first.text.contains(#"<a href="/companies/4001/app_management">"#))
      #expect(!first.text.contains("Birch Civil"))
      #expect(try await browser.open(Self.address).form(withButton: "uninstall") != nil)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a form from elsewhere changes nothing, nor does one that asks for nothing known`(
    transport: Transport
  ) async throws {
    try await withVersions(transport, installedIn: [4001]) { mock in
      let (browser, first) = try await page(mock)
      let form = try #require(first.form(withButton: "uninstall"))
      let forged = try await browser.press(form, button: "uninstall", filling: ["authenticity_token": "guessed"])
      #expect(forged.status == 422)
      #expect(try await mock.mock.exchanges().last?.grounds == .formForged)
      let stranger = try await Browser(mock).press(form, button: "uninstall")
      #expect(stranger.status == 422)

      #expect(try await browser.press(form).text.contains("Nothing was asked for."))
      let other = try await browser.press(form, button: "uninstall", filling: ["app": "nobody"])
      #expect(other.text.contains("This app is not in Granite &amp; Gable Builders."))
      #expect(await mock.mock.people.isInstalled(mock.mock.app.id, in: 4001))
      let planted = try await browser.open(Self.address + "?done=%3Cb%3E&app=\(await mock.mock.app.id)")
      #expect(!planted.text.contains(#"role="status""#))
    }
  }

  @Test(arguments: Transport.allCases)
  func `nobody sees the page without a login, and a login leads to no other site`(transport: Transport) async throws {
    try await withVersions(transport) { mock in
      for target in ["https://evil.example/app_management", "//evil.example/app_management", "/companies/x/y"] {
        let browser = Browser(mock)
        let asked = try await browser.open(Self.address)
        #expect(asked.text.contains("Log in to your Account"))
        #expect(!asked.text.contains("Granite & Gable") && !asked.text.contains("Granite &amp; Gable"))
        let form = try #require(asked.form(withButton: MockUnderTest.pat))
        let back = try await browser.press(form, button: MockUnderTest.pat, filling: ["return_to": target])
        #expect(back.location == "/", "\(target)")
      }
      #expect(try await mock.send("GET", Self.address, host: .api).status == 401)
    }
  }

  @Test(arguments: Transport.allCases)
  func `an app without versions is shown, and can be uninstalled and installed again`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let (browser, first) = try await page(mock)
      #expect(first.text.contains("This world names no version of it"))
      let gone = try await press("uninstall", browser, first)
      #expect(await !mock.mock.people.isInstalled(mock.mock.app.id, in: 4001))
      let back = try await press("reinstall", browser, gone)
      #expect(back.text.contains("was installed in"))
      #expect(await mock.mock.people.isInstalled(mock.mock.app.id, in: 4001))
    }
  }

  @Test(arguments: Transport.allCases)
  func `what Procore's side does shows on the page, and a reset brings the first version back`(
    transport: Transport
  ) async throws {
    try await withVersions(transport, installedIn: [4001]) { mock in
      let (browser, first) = try await page(mock)
      _ = try await press("update", browser, first)
      try await mock.mock.apply(.uninstallApp(company: 4001))
      #expect(try await browser.open(Self.address).form(withButton: "reinstall") != nil)
      try await mock.mock.apply(.installApp(company: 4001))
      #expect(try await browser.open(Self.address).text.contains("up&lt;/b&gt; 0.4.2</a>"))
      try await mock.mock.reset()
      #expect(try await page(mock).page.text.contains("up&lt;/b&gt; 0.4.1</a>"))
    }
  }
}
