import AsyncHTTPClient
import Foundation
import MockCore
import ScenarioCore
import Subprocess
import Testing

@testable import ScenarioRunner

/// `dryfit serve` as a person uses it: read the addresses, log in, take the code, call the API, press Ctrl-C.
@Suite(.fewAtOnce)
struct ServeTests {
  @Test(arguments: [Signal.interrupt, .terminate])
  func `a person logs in, exchanges the code and calls the API`(_ signal: Signal) async throws {
    let served = try await serve(endingWith: signal) { greeting, browser in
      let login = try await browser.open(greeting.authorizeURL)
      #expect(login.status == 200)
      let address = ["session[email]": "pat.admin@granite.example"]
      let second = try await browser.send(formWith: "session[email]", address, on: login)
      let consent = try await browser.send(
        formWith: "session[password]", ["session[password]": "password"], on: second)
      #expect(consent.body.contains("Pat Admin"))
      let shown = try await browser.press("Allow", on: consent)
      let code = try #require(shown.body.firstMatch(of: /<code id="authorization_code">([0-9a-f]+)</)?.output.1)

      let token = try await browser.open(
        greeting.loginURL.appending(path: "oauth/token"), method: "POST", content: .form(greeting.exchange(of: code)))
      #expect(token.status == 200, "\(token.body)")
      let issued = try JSONDecoder().decode(TokenAnswer.self, from: Data(token.body.utf8))
      let me = greeting.apiURL.appending(path: "rest/v1.0/me")
      let answer = try await browser.open(me, headers: [("Authorization", "Bearer \(issued.access_token)")])
      #expect(answer.status == 200)
      #expect(answer.body.contains("pat.admin@granite.example"))
      #expect(try await browser.open(me).status == 401)
    }
    #expect(served.status == 0, "\(served)")
    #expect(served.errors == "")
  }

  @Test func `a person who says no, or does not know the password, gets no code`() async throws {
    let served = try await serve(endingWith: .interrupt) { greeting, browser in
      let login = try await browser.open(greeting.authorizeURL)
      let address = ["session[email]": "rita.reader@granite.example"]
      let second = try await browser.send(formWith: "session[email]", address, on: login)
      let refused = try await browser.send(formWith: "session[password]", ["session[password]": "guess"], on: second)
      #expect(HTMLForm.all(in: refused.body).contains { $0.has("session[password]") })
      #expect(!refused.body.contains("authorization_code"))

      let right = ["session[email]": "rita.reader@granite.example", "session[password]": "password"]
      let consent = try await browser.send(formWith: "session[password]", right, on: refused)
      let denied = try await browser.press("Deny", on: consent)
      #expect(!denied.body.contains("authorization_code"))
      #expect(denied.body.contains("denied"), "\(denied.body)")
    }
    #expect(served.status == 0, "\(served)")
  }

  @Test func `everybody who can log in is listed, and who cannot is marked`() async throws {
    let served = try await serve(endingWith: .interrupt) { _, _ in }
    #expect(served.output.contains("ann.other@birch.example        Ann Other\n"), "\(served)")
    #expect(served.output.contains("Dora Disabled (deactivated)"), "\(served)")
    #expect(served.output.contains("Companies: 4001 Granite & Gable Builders"), "\(served)")
  }

  @Test func `the version of a manifest is there to be installed, by the key that the ledger knows`() async throws {
    let project = try GatedProject()
    let created = try await project.call("version", "create")
    let key = try #require(created.output.firstMatch(of: /sandbox app version key: (\S{36})\n/)?.output.1, "\(created)")
    let served = try await serve(project.files, ["--manifest", "manifest.json"], endingWith: .interrupt) {
      greeting, browser in
      let login = try await browser.open(greeting.loginURL.appending(path: "companies/4001/app_management"))
      let address = ["session[email]": "pat.admin@granite.example"]
      let second = try await browser.send(formWith: "session[email]", address, on: login)
      let page = try await browser.send(formWith: "session[password]", ["session[password]": "password"], on: second)
      #expect(page.body.contains(#"<a href="https://connector.example/setup""#), "\(page.body)")
      #expect(page.body.contains("Setting up the Example Connector</a>"), "\(page.body)")
      #expect(page.body.contains("choose Connect, then sign in to Procore"), "\(page.body)")
      let refused = try await browser.send(formWith: "key", ["key": String(key)], pressing: "Install App", on: page)
      #expect(refused.body.contains("This is the sandbox key of Connector under test 0.1.0"), "\(refused.body)")
    }
    #expect(served.status == 0, "\(served)")
    #expect(served.output.contains("0.1.0  sandbox key  \(key)\n"), "\(served)")
    #expect(served.output.contains(/0\.1\.0  production key  \S{36}\n/), "\(served)")
    #expect(served.output.contains("/app_management\n"), "\(served)")

    let twice = ["serve", "--manifest", "manifest.json", "--manifest", "manifest.json"]
    let refused = try await project.call(twice)
    #expect(refused.status == 64, "\(refused)")
    #expect(refused.errors.contains("Two manifests are of version 0.1.0"), "\(refused)")
  }

  /// Starts the mock, does something when it listens, and ends it by a signal; connections are still open then.
  private func serve(
    _ given: Project? = nil, _ more: [String] = [], endingWith signal: Signal,
    _ body: @escaping @Sendable (Greeting, Browser) async throws -> Void
  ) async throws -> Ended {
    let project = try given ?? Project()
    defer { withExtendedLifetime(project) {} }
    var settings = HTTPClient.Configuration(redirectConfiguration: .disallow)
    settings.timeout = .init(connect: .seconds(5), read: .seconds(30))
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    let browser = Browser(clients: BrowserClients(direct: client, proxied: client))
    let configuration = project.configuration(
      ["serve", "--login-port", "0", "--api-port", "0", "--control-port", "0"] + more)
    do {
      let ended = try await Deadline.run(within: .seconds(50)) {
        try await Self.serve(configuration, browser, endingWith: signal, body)
      }
      try await client.shutdown()
      return ended
    } catch {
      try await client.shutdown()
      throw error
    }
  }

  private static func serve(
    _ configuration: Configuration, _ browser: Browser, endingWith signal: Signal,
    _ body: @Sendable (Greeting, Browser) async throws -> Void
  ) async throws -> Ended {
    let result = try await Subprocess.run(
      configuration, input: .none, output: .sequence, error: .string(limit: 1 << 20)
    ) { execution in
      var text = ""
      for try await line in execution.standardOutput.strings() {
        text += line + "\n"
        if line.contains("Ctrl-C ends it.") { break }
      }
      try await body(try Greeting(text), browser)
      try execution.send(signal: signal)
      return text
    }
    return Ended(
      status: result.terminationStatus.number, output: result.closureResult, errors: result.standardError)
  }

  private struct TokenAnswer: Decodable { var access_token: String }
}

/// What the command said when it began to listen.
private struct Greeting: Sendable {
  let loginURL: URL
  let apiURL: URL
  let authorizeURL: URL
  private let clientId: String
  private let clientSecret: String

  init(_ text: String) throws {
    func value(_ pattern: Regex<(Substring, Substring)>) throws -> String {
      String(try #require(text.firstMatch(of: pattern)?.output.1, "\(text)"))
    }
    loginURL = try #require(URL(string: value(/login host +(\S+)/)))
    apiURL = try #require(URL(string: value(/API host +(\S+)/)))
    authorizeURL = try #require(URL(string: value(/(http\S+\/oauth\/authorize\?\S+)/)))
    clientId = try value(/client id +(\S+)/)
    clientSecret = try value(/client secret +(\S+)/)
  }

  /// The parameters that exchange a code.
  func exchange(of code: Substring) -> [Parameter] {
    [
      Parameter("grant_type", "authorization_code"), Parameter("code", String(code)),
      Parameter("redirect_uri", "urn:ietf:wg:oauth:2.0:oob"), Parameter("client_id", clientId),
      Parameter("client_secret", clientSecret),
    ]
  }
}

extension Browser {
  /// Types into the form that has a field, and sends it.
  fileprivate func send(
    formWith field: String, _ typed: [String: String], pressing label: String? = nil, on page: Page
  ) async throws -> Page {
    let form = try #require(HTMLForm.all(in: page.body).first { $0.has(field) }, "\(page.body)")
    return try await send(form, form.filled(typed, pressing: form.buttons.first { $0.label == label }), on: page)
  }

  /// Presses a button.
  fileprivate func press(_ label: String, on page: Page) async throws -> Page {
    let forms = HTMLForm.all(in: page.body)
    let form = try #require(forms.first { $0.buttons.contains { $0.label == label } }, "\(page.body)")
    return try await send(form, form.filled([:], pressing: form.buttons.first { $0.label == label }), on: page)
  }

  private func send(_ form: HTMLForm, _ parameters: [Parameter], on page: Page) async throws -> Page {
    let action = try #require(URL(string: form.action, relativeTo: page.url)?.absoluteURL)
    return try await open(action, method: form.method, content: .form(parameters))
  }
}
