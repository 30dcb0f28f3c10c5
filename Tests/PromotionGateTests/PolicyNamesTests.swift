import JSONSource
import MockCore
import Testing

@testable import PromotionGate

/// What is said of requirements and waivers that name what there is not.
@Suite struct PolicyNamesTests {
  private let names = PolicyNames(
    scenarios: ["login/allow", "login/deny", "refresh/one-cycle"], checks: ["expiry/margin", "refresh/single-flight"])

  private func said(_ text: String, _ report: (LocatedJSON, Diagnostics) -> Void) throws -> [String] {
    let diagnostics = Diagnostics()
    report(try #require(JSONParser.parse(SourceFile(name: "f", text: text), into: diagnostics)), diagnostics)
    return diagnostics.all.map { "\($0.place?.pointer ?? "") \($0.message); \($0.hint ?? "")" }
  }

  private func said(requirements: String) throws -> [String] {
    try said(requirements) { names.report(requirements: $0, into: $1) }
  }

  private func said(waiver: String, at now: String = "2027-01-31T23:59:59Z") throws -> [String] {
    let now = try #require(Instant(rfc3339: now))
    return try said("{\"waivers\": [{\(waiver)}]}") { names.report(waivers: $0, at: now, into: $1) }
  }

  @Test func `patterns that match something are right`() throws {
    #expect(
      try said(
        requirements: #"{"required": ["login/**", "*/one-cycle"], "notScored": [{"scenario": "login/deny"}]}"#) == [])
  }

  @Test(arguments: [
    ("login/alow", #"there is no scenario "login/alow"; did you mean "login/allow"?"#),
    ("login/happy", #"there is no scenario "login/happy"; login has login/allow, login/deny"#),
    ("nope/**", #"no scenario matches "nope/**"; the folders are login, refresh"#),
    ("logins/**", #"no scenario matches "logins/**"; did you mean "login/**"?"#),
  ])
  func `patterns that match nothing are told with what was meant`(pattern: String, words: String) throws {
    #expect(try said(requirements: #"{"required": ["\#(pattern)"]}"#) == ["/required/0 " + words])
    let excepted = #"{"required": [], "notScored": [{"scenario": "\#(pattern)"}]}"#
    #expect(try said(requirements: excepted) == ["/notScored/0/scenario " + words])
  }

  @Test func `a waiver names a scenario and a check that there are`() throws {
    #expect(try said(waiver: #""check": "expiry/margin", "scenario": "*", "expires": "2027-01-31""#) == [])
    #expect(
      try said(waiver: #""check": "expiry/margn", "scenario": "login/alow""#) == [
        #"/waivers/0/scenario there is no scenario "login/alow"; did you mean "login/allow"?"#,
        #"/waivers/0/check there is no check "expiry/margn"; did you mean "expiry/margin"?"#,
      ])
  }

  @Test func `a waiver holds to the end of its day`() throws {
    let waiver = #""check": "expiry/margin", "scenario": "*", "expires": "2027-01-31""#
    #expect(try said(waiver: waiver) == [])
    #expect(
      try said(waiver: waiver, at: "2027-02-01T00:00:00Z") == [
        "/waivers/0/expires the waiver expired on 2027-01-31; renew it, or take it out"
      ])
  }
}
