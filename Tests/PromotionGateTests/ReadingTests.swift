import JSONSource
import MockCore
import Testing

@testable import PromotionGate

@Suite struct ManifestReadingTests {
  private let tools: Set<Tool> = [Tool(rawValue: "RFIs"), Tool(rawValue: "Punch List")]

  /// The manifest of the example with one text replaced.
  private func manifest(_ old: String = "", _ new: String = "") throws -> String {
    let text = GateExample.manifestText
    guard !old.isEmpty else { return text }
    try #require(text.contains(old))
    return text.replacing(old, with: new)
  }

  @Test func `the manifest of the documentation is read`() throws {
    let manifest = try #require(read(Manifest.reader(tools: tools), try manifest()))
    #expect(manifest.app == "Acme RFI Sync")
    #expect(manifest.version == SemanticVersion(major: 0, minor: 4, patch: 0))
    #expect(manifest.components[0].kind == .userLevelAuthentication)
    #expect(manifest.components[0].redirectUris == ["https://acme.example/oauth/callback"])
    #expect(manifest.instructions.pageName == "Setting up Acme RFI Sync")
    #expect(manifest.uses == [Manifest.Use(tool: Tool(rawValue: "RFIs"), level: .standard)])
  }

  @Test(arguments: [
    ("\"0.4.0\"", "\"0.04.0\"", "expected a version of three numbers"),
    ("\"Acme RFI Sync\"", "\" \"", "expected a string that is not empty"),
    ("\"Setting up Acme RFI Sync\"", "\"\"", "expected a string that is not empty"),
    ("\"Sign in at acme.example.\"", "\"\"", "expected a string that is not empty"),
    ("https://acme.example/setup", "http://acme.example/setup", "expected an https address"),
    ("https://acme.example/setup", "https:///setup", "expected an https address"),
    ("user-level-authentication", "user-level-authentification", "did you mean \"user-level-authentication\"?"),
    ("\"RFIs\"", "\"RFI\"", "no tool of the catalog is called \"RFI\"; did you mean \"RFIs\"?"),
    ("\"standard\"", "\"writer\"", "expected \"none\", \"readOnly\", \"standard\" or \"admin\""),
    ("\"format\": 1", "\"format\": 2", "expected 1, found 2"),
    ("\"pageName\"", "\"pagename\"", "did you mean \"pageName\"?"),
  ])
  func `a mistake is named`(old: String, new: String, complaint: String) throws {
    let found = complaints(Manifest.reader(tools: tools), try manifest(old, new))
    #expect(found.contains { $0.contains(complaint) }, "\(found)")
  }

  @Test(arguments: [
    "https://acme.example/cb", "http://localhost:4567/callback", "http://localhost", "urn:ietf:wg:oauth:2.0:oob",
  ])
  func `a redirect URI is https or localhost or out of band`(uri: String) throws {
    let text = try manifest("https://acme.example/oauth/callback", uri)
    #expect(read(Manifest.reader(), text)?.components[0].redirectUris == [uri])
  }

  @Test(arguments: [
    "http://acme.example/cb", "https://acme.example/cb#part", "https://*.acme.example/cb", "/oauth/callback", "",
    "https://", "http://localhost.acme.example/cb", "acme://callback", "https://me:secret@acme.example/cb",
  ])
  func `any other redirect URI is not taken`(uri: String) throws {
    let found = complaints(Manifest.reader(), try manifest("https://acme.example/oauth/callback", uri))
    #expect(found.count == 1)
    #expect(found.first?.contains("expected a redirect URI") == true)
  }

  @Test func `user level authentication needs a redirect URI and stands once`() throws {
    let without = try manifest("[\"https://acme.example/oauth/callback\"]", "[]")
    #expect(complaints(Manifest.reader(), without).contains { $0.contains("at least one item") })
    let component =
      "{ \"type\": \"user-level-authentication\", \"redirectUris\": [\"https://acme.example/oauth/callback\"] }"
    let twice = try manifest(component, component + ", " + component)
    #expect(complaints(Manifest.reader(), twice).contains { $0.contains("more than once") })
  }
}

@Suite struct RequirementsReadingTests {
  @Test func `requirements are read with their exceptions`() throws {
    let text = """
      { "format": 1, "required": ["login/**", "refresh/one-cycle"],
        "notScored": [ { "scenario": "login/two-users", "reason": "one connection per company" } ] }
      """
    let requirements = try #require(read(Requirements.reader, text))
    #expect(requirements.demand("login/allow"))
    #expect(!requirements.demand("login/two-users"))
    #expect(!requirements.demand("refresh/three-cycles"))
  }

  @Test(arguments: [
    (#"{ "format": 1, "required": [] }"#, "at least one item"),
    (#"{ "format": 1 }"#, #"missing key "required""#),
    (#"{ "format": 1, "required": ["login/st*"] }"#, "expected a scenario"),
    (#"{ "format": 1, "required": ["a"], "notScored": [ { "scenario": "b" } ] }"#, #"missing key "reason""#),
    (#"{ "format": 1, "required": ["a"], "notscored": [] }"#, #"did you mean "notScored"?"#),
  ])
  func `a mistake in requirements is named`(text: String, complaint: String) {
    let found = complaints(Requirements.reader, text)
    #expect(found.contains { $0.contains(complaint) }, "\(found)")
  }

  @Test(arguments: [
    ("refresh/one-cycle", "refresh/one-cycle", true), ("refresh/*", "refresh/one-cycle", true),
    ("refresh/**", "refresh/profiles/grace", true), ("**", "anything/at/all", true),
    ("*/one-cycle", "refresh/one-cycle", true),
    ("refresh/*", "refresh/profiles/grace", false), ("refresh/**", "refresh", false), ("*", "refresh/one-cycle", false),
    ("refresh", "refresh/one-cycle", false), ("*/two-cycles", "refresh/one-cycle", false),
  ])
  func `a star is one segment and two at the end are the rest`(text: String, identity: String, matches: Bool) throws {
    #expect(try pattern(text).matches(identity) == matches)
  }

  @Test(arguments: ["", "/", "a//b", "**/a", "a*", "a/***", "a/"])
  func `a pattern that says nothing clear is not taken`(text: String) { #expect(ScenarioPattern(text) == nil) }
}

@Suite struct WaiverReadingTests {
  private func file(_ waiver: String) -> String { #"{ "format": 1, "waivers": [ \#(waiver) ] }"# }

  @Test func `a waiver for every scenario is read`() throws {
    let text = file(
      """
      { "check": "expiry/margin", "scenario": "*", "owner": "qa@acme.example", "reason": "r",
        "expires": "2027-01-31" }
      """
    )
    let waiver = try #require(read(Waiver.listReader, text)?.first)
    #expect(waiver.target == .check("expiry/margin"))
    #expect(waiver.covers(scenario: "refresh/one-cycle"))
    #expect(waiver.expires.end.rfc3339 == "2027-02-01T00:00:00Z")
  }

  @Test func `a waiver may name an expectation of one scenario`() throws {
    let text = file(
      #"{ "expectation": "once", "scenario": "a/b", "owner": "qa", "reason": "r", "expires": "2028-02-29" }"#)
    let waiver = try #require(read(Waiver.listReader, text)?.first)
    #expect(waiver.target == .expectation("once"))
    #expect(!waiver.covers(scenario: "a/c"))
  }

  @Test(arguments: [
    (#"{ "check": "c", "scenario": "*", "reason": "r", "expires": "2027-01-31" }"#, #"missing key "owner""#),
    (#"{ "check": "c", "scenario": "*", "owner": " ", "reason": "r", "expires": "2027-01-31" }"#, "not empty"),
    (#"{ "check": "c", "scenario": "*", "owner": "o", "expires": "2027-01-31" }"#, #"missing key "reason""#),
    (#"{ "check": "c", "scenario": "*", "owner": "o", "reason": "r", "expires": "2027-02-30" }"#, "expected a day"),
    (#"{ "check": "c", "scenario": "*", "owner": "o", "reason": "r", "expires": "tomorrow" }"#, "expected a day"),
    (#"{ "check": "c", "owner": "o", "reason": "r", "expires": "2027-01-31" }"#, #"missing key "scenario""#),
    (#"{ "scenario": "*", "owner": "o", "reason": "r", "expires": "2027-01-31" }"#, "names either"),
    (
      #"{ "check": "c", "expectation": "e", "scenario": "*", "owner": "o", "reason": "r", "expires": "2027-01-31" }"#,
      "names either"
    ),
  ])
  func `a mistake in a waiver is named`(waiver: String, complaint: String) {
    let found = complaints(Waiver.listReader, file(waiver))
    #expect(found.contains { $0.contains(complaint) }, "\(found)")
  }
}
