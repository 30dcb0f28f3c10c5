import JSONSource
import Testing

@testable import MockCore

/// Reading a world: what a good file gives, and what is said of a bad one.
struct WorldReadingTests {
  @Test func `a good world is read without a word`() throws {
    let (read, diagnostics) = WorldText.read()
    let world = try #require(read)
    #expect(diagnostics.all.isEmpty)
    #expect(world.why == "For a test.")
    #expect(world.directory.companies.map(\.name) == ["Granite", "Birch"])
    #expect(world.directory.companies.map(\.allowUserInstalls) == [false, true])
    #expect(world.directory.projects.map(\.id) == [598_134_326_177_405])
    #expect(world.directory.projects.first?.disabledTools == [Tool(rawValue: "Drawings")])
    #expect(world.directory.installedIn == [4001])
    let rita = try #require(world.directory.user(101))
    #expect(rita.password == "password")
    #expect(rita.isActive)
    #expect(rita.companies[4001]?.template == "Reader")
    #expect(rita.projects[598_134_326_177_405]?.level(on: Tool(rawValue: "RFIs")) == .standard)
  }

  @Test func `a password, an inactive person and extra fields are taken over`() throws {
    let world = try #require(
      WorldText.read {
        $0.users = #"[{ "id": 1, "login": "a", "name": "A", "password": "s3cret", "active": false }]"#
        $0.templates = "[]"
        $0.companies = #"[{ "id": 4001, "name": "Granite", "fields": { "logo_url": null } }]"#
      }.world)
    #expect(world.directory.users.first?.password == "s3cret")
    #expect(world.directory.users.first?.isActive == false)
    #expect(world.directory.companies.first?.fields == ["logo_url": nil])
  }

  @Test func `a note may stand anywhere, and a schema at the top`() {
    let said = WorldText.said {
      $0.more = #", "note": "x", "$schema": "world.schema.json""#
      $0.companies = #"[{ "id": 4001, "name": "Granite", "note": "x" }]"#
      $0.projects = $0.projects.replacing(#""Drawings""#, with: #""note": "x", "Drawings""#)
      $0.templates = $0.templates.replacing(#""RFIs""#, with: #""note": "x", "RFIs""#)
      $0.records = #"{ "note": "x", "rfis": [] }"#
    }
    #expect(said.isEmpty)
  }

  @Test func `a note among tools or collections has to be text`() {
    let tools = WorldText.said { $0.templates = $0.templates.replacing(#""RFIs""#, with: #""note": 7, "RFIs""#) }
    #expect(tools.first?.pointer == "/permissionTemplates/1/tools/note")
    #expect(WorldText.said { $0.records = #"{ "note": 7 }"# }.first?.pointer == "/records/note")
  }

  @Test func `the app's redirect URI is filled in when the run begins`() throws {
    let world = try #require(WorldText.read().world)
    let client = try #require(try world.clients(redirectUri: "http://localhost:1/cb").first)
    #expect(client.redirectUris == ["http://localhost:1/cb"])
    #expect(client.id == "c11e47" && client.secret == "5ec2e7" && client.name == "Connector")
    #expect(client.grants == ["authorization_code", "refresh_token"])
  }

  @Test func `an app may have a fixed redirect URI and fewer grants`() throws {
    let world = try #require(
      WorldText.read {
        $0.apps = """
          [{ "name": "C", "clientId": "i", "clientSecret": "s", "grants": ["authorization_code"],
             "redirectUris": ["https://acme.example/cb", "${app.redirectUri}"] }]
          """
      }.world)
    let client = try #require(try world.clients(redirectUri: "urn:x").first)
    #expect(client.redirectUris == ["https://acme.example/cb", "urn:x"])
    #expect(client.grants == ["authorization_code"])
    #expect(world.directory.installedIn.isEmpty)
  }

  // MARK: Names that do not exist

  @Test func `an unknown template is told, with the one that was meant`() {
    let said = WorldText.said { $0.users = $0.users.replacing(#""Engineer""#, with: #""Enginer""#) }
    #expect(
      said.first
        == Said(
          #"the world has no permission template "Enginer""#, at: "/users/0/projects/0/template",
          hint: #"did you mean "Engineer"?"#))
  }

  @Test func `a template of the company is none for a project, and the other way round`() {
    let inProject = WorldText.said { $0.users = $0.users.replacing(#""Engineer""#, with: #""Reader""#) }
    #expect(
      inProject.first
        == Said(#""Reader" is a company template, and this is a project"#, at: "/users/0/projects/0/template"))
    let inCompany = WorldText.said { $0.users = $0.users.replacing(#""Reader" }"#, with: #""Engineer" }"#) }
    #expect(
      inCompany.first
        == Said(#""Engineer" is a project template, and this is a company"#, at: "/users/0/companies/0/template"))
  }

  @Test func `a global template fits both`() {
    let said = WorldText.said {
      $0.templates = #"[{ "name": "All", "scope": "global", "tools": { "RFIs": "admin" } }]"#
      $0.users = $0.users.replacing(#""Engineer""#, with: #""All""#).replacing(#""Reader" }"#, with: #""All" }"#)
    }
    #expect(said.isEmpty)
  }

  @Test func `a template that nobody has is a warning, and the world can be used`() {
    let (world, diagnostics) = WorldText.read {
      $0.users = #"[{ "id": 101, "login": "a", "name": "A", "companies": [{ "id": 4001, "template": "Reader" }] }]"#
      $0.records = "{}"
    }
    #expect(world != nil)
    #expect(!diagnostics.hasErrors)
    #expect(
      diagnostics.all.map(Said.init) == [
        Said(
          #"nobody has the permission template "Engineer""#, at: "/permissionTemplates/1/name",
          hint: "remove it, or give it", isWarning: true)
      ])
  }

  @Test func `an unknown company is told wherever it is named`() {
    let ofProject = WorldText.said { $0.projects = #"[{ "id": 7, "company": 4003, "name": "X" }]"# }
    #expect(
      ofProject.first == Said("the world has no company 4003", at: "/projects/0/company", hint: "did you mean 4001?"))
    let ofUser = WorldText.said { $0.users = $0.users.replacing(#""id": 4001"#, with: #""id": 9"#) }
    #expect(
      ofUser.first
        == Said("the world has no company 9", at: "/users/0/companies/0/id", hint: "it has 4001, 4002"))
    let ofApp = WorldText.said { $0.apps = $0.apps.replacing("[4001]", with: "[4001, 9]") }
    #expect(ofApp == [Said("the world has no company 9", at: "/apps/0/installedIn/1", hint: "it has 4001, 4002")])
  }

  @Test func `an unknown project is told wherever it is named`() {
    let ofUser = WorldText.said { $0.users = $0.users.replacing("598134326177405", with: "598134326177404") }
    #expect(
      ofUser.first
        == Said(
          "the world has no project 598134326177404", at: "/users/0/projects/0/id",
          hint: "did you mean 598134326177405?"))
    let ofRecord = WorldText.said { $0.records = #"{ "rfis": [{ "project": 7 }] }"# }
    #expect(ofRecord.map(\.pointer) == ["/records/rfis/0/project"])
  }

  // MARK: Values

  @Test func `an unknown level is told with the levels there are`() {
    let said = WorldText.said { $0.templates = $0.templates.replacing("readOnly", with: "readonly") }
    #expect(
      said == [
        Said(
          #"expected "none", "readOnly", "standard" or "admin", found "readonly""#,
          at: "/permissionTemplates/0/tools/Directory", hint: #"did you mean "readOnly"?"#)
      ], "and nothing is said of those who have the template")
  }

  @Test func `a tool can be switched off, and nothing else`() {
    let said = WorldText.said { $0.projects = $0.projects.replacing(#""disabled""#, with: #""off""#) }
    #expect(said.first == Said(#"expected "disabled", found "off""#, at: "/projects/0/tools/Drawings"))
  }

  @Test func `another version of the format is told`() {
    let said = WorldText.said { $0.format = "2" }
    #expect(said == [Said("expected 1, the only version of this format, found 2", at: "/format")])
  }

  @Test func `an unknown key is told with the one that was meant`() {
    let said = WorldText.said { $0.companies = #"[{ "id": 4001, "name": "G", "allowUserInstall": true }]"# }
    #expect(
      said.first
        == Said(
          #"unknown key "allowUserInstall""#, at: "/companies/0/allowUserInstall",
          hint: #"did you mean "allowUserInstalls"?"#))
  }

  @Test func `an unknown name in a redirect URI is told`() {
    let said = WorldText.said { $0.apps = $0.apps.replacing("${app.redirectUri}", with: "${app.redirectUrl}") }
    #expect(
      said == [
        Said(
          #"unknown name "${app.redirectUrl}""#, at: "/apps/0/redirectUris/0",
          hint: #"did you mean "${app.redirectUri}"?"#)
      ])
    let open = WorldText.said { $0.apps = $0.apps.replacing("${app.redirectUri}", with: "${app.redirectUri") }
    #expect(open == [Said(#""${" is not closed"#, at: "/apps/0/redirectUris/0", hint: #"write "${name}""#)])
  }

  @Test(arguments: ["not a uri", "/cb", "http:///cb", "https://acme.example/cb#top", "https://*.example/cb"])
  func `an address to which no login may return is told`(uri: String) {
    let said = WorldText.said { $0.apps = $0.apps.replacing("${app.redirectUri}", with: uri) }
    #expect(said == [Said("expected \(URIRule.redirectInRun), found \"\(uri)\"", at: "/apps/0/redirectUris/0")])
  }

  @Test(arguments: ["https://acme.example/cb", "http://localhost:1/cb", "http://127.0.0.1:1/cb", "http://[::1]/cb"])
  func `an address by https or on this machine is taken`(uri: String) {
    #expect(WorldText.said { $0.apps = $0.apps.replacing("${app.redirectUri}", with: uri) } == [])
  }

  @Test func `a grant type that a user's connector cannot have is told`() {
    let said = WorldText.said {
      $0.apps = $0.apps.replacing(#""installedIn""#, with: #""grants": ["password"], "installedIn""#)
    }
    #expect(
      said.map(\.message) == [
        #"expected "authorization_code", "refresh_token" or "client_credentials", found "password""#
      ])
  }

  @Test(arguments: ["companies", "users", "apps"])
  func `a world has at least one company, one person and one app`(key: String) {
    let said = WorldText.said { world in
      switch key {
      case "companies": world.companies = "[]"
      case "users": world.users = "[]"
      default: world.apps = "[]"
      }
    }
    #expect(said.contains(Said("expected at least one item, found an empty array", at: "/\(key)")))
  }

  @Test(arguments: [
    ("companies", "4001", "companies", "id"), ("projects", "598134326177405", "projects", "id"),
    ("users", "101", "users", "id"),
  ])
  func `an id that stands twice is told, with the line of the first`(
    list: String, id: String, place: String, key: String
  ) {
    func twice(_ text: String) -> String { "[\(text.dropFirst().dropLast()),\n\(text.dropFirst().dropLast())]" }
    let said = WorldText.said { world in
      switch list {
      case "companies": world.companies = twice(#"[{ "id": 4001, "name": "Granite" }]"#)
      case "projects": world.projects = twice(world.projects)
      default: world.users = twice(world.users)
      }
    }
    let message = "\(id) stands twice as \(key) in \"\(place)\""
    #expect(said.contains { $0.message == message && $0.pointer == "/\(list)/1/id" && $0.hint != nil })
  }

  @Test func `a tool that governs nothing and records that nothing shows are warned of`() throws {
    var text = WorldText()
    text.templates = text.templates.replacing(#""RFIs""#, with: #""RFI""#)
    text.records = #"{ "rfi": [{ "project": 598134326177405 }], "rfis": [] }"#
    let json = try #require(JSONParser.parse(SourceFile(name: "world.json", text: text.text), into: Diagnostics()))
    let diagnostics = Diagnostics()
    World.warnOfForeignNames(in: json, TestCatalog.catalog, diagnostics)
    #expect(
      diagnostics.all.map(Said.init) == [
        Said(
          #"no operation is governed by the tool "RFI""#, at: "/permissionTemplates/1/tools/RFI",
          hint: #"did you mean "RFIs"?"#, isWarning: true),
        Said(
          #"no operation is governed by the tool "Drawings""#, at: "/projects/0/tools/Drawings", isWarning: true),
        Said(#"no operation shows "rfi""#, at: "/records/rfi", hint: #"did you mean "rfis"?"#, isWarning: true),
      ])
    #expect(!diagnostics.hasErrors)
  }

  @Test func `two people cannot share a login, whatever its case, and two templates no name`() {
    let users = WorldText.said {
      $0.users =
        #"[{ "id": 1, "login": "a@b.example", "name": "A" }, { "id": 2, "login": "A@b.example", "name": "B" }]"#
    }
    #expect(users.contains { $0.message == #""a@b.example" stands twice as login in "users""# })
    let templates = WorldText.said { $0.templates = $0.templates.replacing("Engineer", with: "Reader") }
    #expect(templates.contains { $0.message == #""Reader" stands twice as name in "permissionTemplates""# })
  }

  /// The world of an app with these versions.
  private func versions(_ texts: String...) -> (world: World?, diagnostics: Diagnostics) {
    WorldText.read {
      $0.apps = """
        [{ "name": "C", "clientId": "i", "clientSecret": "s", "redirectUris": ["${app.redirectUri}"],
           "installedIn": [4001], "versions": [\(texts.joined(separator: ", "))] }]
        """
    }
  }

  private func version(_ number: String, _ more: String = "", url: String = "https://acme.example/setup") -> String {
    """
    { "version": "\(number)", "instructions": { "url": "\(url)", "pageName": "Set up" },
      "postInstallationNotes": "Sign in."\(more) }
    """
  }

  @Test func `an app's versions are read, and the first is installed at the start`() throws {
    let key = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
    let (read, diagnostics) = versions(version("0.4.0"), version("0.10.0", #", "sandboxKey": "\#(key)""#))
    let directory = try #require(read).directory
    #expect(diagnostics.all.isEmpty)
    #expect(directory.apps.first?.versions.map(\.number.description) == ["0.4.0", "0.10.0"])
    #expect(directory.apps.first?.versions.last?.keys == [.sandbox: key])
    #expect(directory.installation(of: "i", in: 4001)?.version == SemanticVersion("0.4.0"))
    #expect(directory.installation(of: "i", in: 4002) == nil)
  }

  @Test func `versions that go down, keys that are none or taken, and addresses that are no page are told`() throws {
    let key = #", "sandboxKey": "7c9e6679-7425-40de-944b-e07fc1f90ae7""#
    let cases = [
      (versions(version("0.4.0"), version("0.4.0")), "version 0.4.0 stands after 0.4.0"),
      (versions(version("0.10.0"), version("0.9.0")), "version 0.9.0 stands after 0.10.0"),
      (versions(version("0.4.0", key), version("0.5.0", key)), "this key is taken"),
      (versions(version("0.4.0", #", "productionKey": "short""#)), "expected a key of 36 characters without blanks"),
      (versions(version("0.4")), "expected a version of three numbers"),
      (versions(version("0.4.0", url: "javascript:alert(1)")), "expected an https address with a host"),
    ]
    for (read, said) in cases {
      #expect(read.diagnostics.all.contains { $0.message.contains(said) }, "\(read.diagnostics.all)")
    }
  }
}
