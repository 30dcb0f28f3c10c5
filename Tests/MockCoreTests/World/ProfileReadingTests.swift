import JSONSource
import Testing

@testable import MockCore

/// Reading a profile: the knobs, what stays as in the profile it builds on, and what is said of a bad one.
struct ProfileReadingTests {
  private func read(_ members: String, base: Profile = Profile()) -> (profile: Profile?, said: [Said]) {
    let diagnostics = Diagnostics()
    let text = #"{ "format": 1, "why": "For a test."\#(members.isEmpty ? "" : ", ")\#(members) }"#
    let json = JSONParser.parse(SourceFile(name: "profile.json", text: text), into: diagnostics)
    let profile = json.flatMap { Profile.read($0, base: base, into: diagnostics) }
    return (profile, diagnostics.inOrder.map(Said.init))
  }

  private func profile(_ members: String, base: Profile = Profile()) throws -> Profile {
    let (profile, said) = read(members, base: base)
    #expect(said.isEmpty)
    return try #require(profile)
  }

  @Test func `a profile that names nothing is the documented present`() throws {
    let profile = try profile("")
    #expect(profile.accessTokenLifetime == .seconds(5400))
    #expect(profile.accessTokenFormat == .jwtES512)
    #expect(profile.codeLifetime == .seconds(600))
    #expect(profile.refreshRotation == .immediate)
    #expect(profile.oldAccessTokenAfterRefresh == .valid)
    #expect(profile.consentRemembered)
    #expect(profile.missingCompanyHeader == .notFound)
    #expect(profile.tokenType == "bearer")
    #expect(profile.invalidGrantStatus == 400)
    #expect(profile.perPage == Profile.PerPage(standard: 100, max: 10_000))
    #expect(profile.rateLimits.hour == 3600)
  }

  @Test func `every knob can be turned`() throws {
    let profile = try profile(
      """
      "accessTokenLifetime": "15m", "accessTokenFormat": "opaque", "codeLifetime": "1m", "refreshRotation": "none",
      "oldAccessTokenAfterRefresh": "revoked", "consentRemembered": false, "tokenType": "Bearer",
      "invalidGrantStatus": 401, "missingCompanyHeader": "warn", "perPage": { "default": 5, "max": 6, "overMax": "clamp" },
      "rateLimits": { "hour": 600, "spike": { "limit": 25, "window": "10s" }, "enforced": false },
      "failedRefreshBurnsToken": true, "reusedCodeRevokesTokens": false, "pkce": "required", "scopes": "ignored",
      "doubleClientAuthentication": "accepted", "plainHTTPRedirects": "any", "loopbackPorts": "any",
      "loginPage": "one-step", "outOfBandPage": "query", "authorizeErrors": "redirect", "errorPageStatus": "200",
      "oauthWords": "old", "tokenInfoNames": "doorkeeper", "realm": "Login", "noPermission": "404",
      "retryAfterOn429": true, "implicitGrant": "allowed", "peopleOffered": false, "retryAfterOn503": "30s",
      "validationErrors": "list", "linkQuery": "dropped", "linkToPrevious": "from-third-page",
      "jsonTokenRequests": "refused", "companiesWithoutApp": "hidden", "unchangedRefreshToken": "omitted",
      "unknownTokenMember": true
      """)
    #expect(profile.jsonTokenRequests == .refused && profile.companiesWithoutApp == .hidden)
    #expect(profile.unchangedRefreshToken == .omitted && profile.unknownTokenMember)
    #expect(profile.implicitGrant == .allowed && !profile.peopleOffered)
    #expect(profile.retryAfterOn503 == .seconds(30) && profile.validationErrors == .list)
    #expect(profile.linkQuery == .dropped && profile.linkToPrevious == .fromThirdPage)
    #expect(profile.failedRefreshBurnsToken && !profile.reusedCodeRevokesTokens && profile.retryAfterOn429)
    #expect(profile.pkce == .required && profile.scopes == .ignored && profile.loginPage == .oneStep)
    #expect(profile.doubleClientAuthentication == .accepted && profile.outOfBandPage == .query)
    #expect(profile.plainHTTPRedirects == .any && profile.loopbackPorts == .any)
    #expect(profile.authorizeErrors == .redirect && profile.errorPageStatus == .ok && profile.oauthWords == .old)
    #expect(profile.tokenInfoNames == .doorkeeper && profile.realm == "Login" && profile.noPermission == .notFound)
    #expect(profile.accessTokenLifetime == .seconds(900))
    #expect(profile.accessTokenFormat == .opaque)
    #expect(profile.codeLifetime == .seconds(60))
    #expect(profile.refreshRotation == .none)
    #expect(profile.oldAccessTokenAfterRefresh == .revoked)
    #expect(!profile.consentRemembered)
    #expect(profile.tokenType == "Bearer")
    #expect(profile.invalidGrantStatus == 401)
    #expect(profile.missingCompanyHeader == .warn)
    #expect(profile.perPage == Profile.PerPage(standard: 5, max: 6))
    #expect(profile.rateLimits.hour == 600)
  }

  @Test func `a rotation may have a grace`() throws {
    #expect(try profile(#""refreshRotation": { "grace": "30s" }"#).refreshRotation == .grace(.seconds(30)))
    #expect(try profile(#""refreshRotation": "immediate""#).refreshRotation == .immediate)
    let previous = try profile(#""refreshRotation": "previous-until-first-use""#).refreshRotation
    #expect(previous == .previousUntilFirstUse)
  }

  @Test func `what a profile does not name stays as in the one it builds on`() throws {
    var base = Profile()
    base.accessTokenLifetime = .seconds(60)
    base.errorBodies = [.levelNone: Profile.Refusal(status: 403, body: ["a": 1])]
    base.statusBodies = [503: ["message": "base"]]
    let profile = try profile(
      #""extends": "base", "codeLifetime": "2m", "errorBodies": { "record-unknown": { "status": 404, "body": null } }"#,
      base: base)
    #expect(profile.accessTokenLifetime == .seconds(60))
    #expect(profile.codeLifetime == .seconds(120))
    #expect(profile.errorBodies[.levelNone]?.status == 403)
    #expect(profile.errorBodies[.recordUnknown] == Profile.Refusal(status: 404, body: nil))
    #expect(profile.statusBodies[503] == ["message": "base"])
  }

  @Test func `members of a knob that are left out stay, too`() throws {
    var base = Profile()
    base.rateLimits.hour = 600
    base.perPage = Profile.PerPage(standard: 50, max: 200)
    let enforced = try profile(#""rateLimits": { "enforced": true, "spike": { "limit": 5 } }"#, base: base).rateLimits
    #expect(enforced.isEnforced && enforced.hour == 600 && enforced.spike == 5)
    #expect(enforced.spikeWindow == .seconds(10))
    #expect(try profile(#""perPage": { "max": 100 }"#, base: base).perPage == Profile.PerPage(standard: 50, max: 100))
    #expect(try profile(#""perPage": { "max": 20 }"#, base: base).perPage == Profile.PerPage(standard: 20, max: 20))
    #expect(read(#""perPage": { "default": 201 }"#, base: base).said.first?.pointer == "/perPage/default")
    let turned = base.turning(["rateLimits": ["enforced": true]]).rateLimits
    #expect(turned.isEnforced && turned.hour == 600)
  }

  @Test func `a refusal has words of its own for the status that a knob gives it`() throws {
    let words = #""company-header-missing": { "status": 404, "body": 1, "ofStatus": { "400": { "body": 2 } } }"#
    let profile = try profile(#""errorBodies": { \#(words) }, "missingCompanyHeader": "400""#)
    let refused = CallRefused(grounds: .companyHeaderMissing, about: Particulars())
    #expect(refused.decision(action: .list, profile: profile).answer.value == 2)
    let other = try self.profile(#""missingCompanyHeader": "403""#, base: profile)
    #expect(refused.decision(action: .list, profile: other).answer.value == 1)
  }

  @Test func `maps by name may carry a note, which has to be text`() throws {
    let maps = #""errorBodies": { "note": "n" }, "statusBodies": { "note": "n" }"#
    #expect(try profile(maps).statusBodies.isEmpty)
    #expect(read(#""errorBodies": { "note": 7 }"#).said.first?.pointer == "/errorBodies/note")
    #expect(read(#""statusBodies": { "note": 7 }"#).said.first?.pointer == "/statusBodies/note")
  }

  @Test func `the profile that a file builds on is known before it is read`() throws {
    func extended(_ text: String) throws -> String? {
      Profile.extended(by: try #require(JSONParser.parse(SourceFile(name: "p", text: text), into: Diagnostics())))
    }
    #expect(try extended(#"{ "extends": "procore" }"#) == "procore")
    #expect(try extended(#"{ "why": "x" }"#) == nil)
    #expect(try extended(#"{ "extends": 7 }"#) == nil)
  }

  @Test func `a refusal of a list may differ from that of a single record`() throws {
    let profile = try profile(
      """
      "errorBodies": { "level-none": { "status": 403, "body": { "errors": ["no"] }, "source": "documented", "note": "x",
        "show": { "status": 404, "body": { "message": "Item not found" } } } }
      """)
    #expect(profile.refusal(on: .levelNone, action: .list).status == 403)
    #expect(profile.refusal(on: .levelNone, action: .create).status == 403)
    #expect(profile.refusal(on: .levelNone, action: .show).body == ["message": "Item not found"])
    #expect(profile.refusal(on: .levelNone, action: .update).status == 404)
    #expect(profile.refusal(on: .levelNone, action: nil).status == 403)
  }

  @Test func `who may not is refused in the words of each ground, or by profile as if there were nothing`() throws {
    let words = #""errorBodies": { "record-unknown": { "status": 404, "body": 1 }, "#
    let profile403 = try profile(words + #""level-none": { "status": 403, "body": 2 } }"#)
    #expect(profile403.refusal(on: .levelNone, action: .list).status == 403)
    let profile404 = try profile(#""noPermission": "404""#, base: profile403)
    #expect(profile404.refusal(on: .levelNone, action: .list) == Profile.Refusal(status: 404, body: 1))
    #expect(profile404.refusal(on: .toolDisabled, action: .list).status == 403)
  }

  @Test func `a refusal without words of its own says its ground`() {
    #expect(Profile().refusal(on: .levelTooLow, action: .list).body == ["errors": ["level-too-low"]])
  }

  @Test func `words for a status are read with their source`() throws {
    let profile = try profile(
      #""statusBodies": { "429": { "body": { "message": "slow" }, "source": "documented", "note": "x" } }"#)
    #expect(profile.statusBodies == [429: ["message": "slow"]])
  }

  @Test(arguments: [
    (
      #""accessTokenLifetime": "90""#, #"expected a duration with a unit, such as "5s", "90m" or "1h30m", found "90""#,
      "/accessTokenLifetime"
    ),
    (
      #""accessTokenLifetime": 5400"#, "expected a string, found an integer", "/accessTokenLifetime"
    ),
    (
      #""accessTokenFormat": "jwt""#, #"expected "jwt-es512" or "opaque", found "jwt""#, "/accessTokenFormat"
    ),
    (
      #""refreshRotation": "slow""#,
      #"expected "immediate", "previous-until-first-use", "none" or {"grace": "30s"}, found "slow""#,
      "/refreshRotation"
    ),
    (
      #""refreshRotation": { "grac": "30s" }"#, #"missing key "grace" in a rotation with grace"#, "/refreshRotation"
    ),
    (#""invalidGrantStatus": 403"#, "expected an integer from 400 to 401, found 403", "/invalidGrantStatus"),
    (
      #""missingCompanyHeader": "409""#, #"expected "404", "400", "403" or "warn", found "409""#,
      "/missingCompanyHeader"
    ),
    (
      #""rateLimits": { "hour": 600, "enforced": "yes" }"#, "expected true or false, found a string",
      "/rateLimits/enforced"
    ),
    (
      #""perPage": { "default": 6, "max": 5 }"#, "6 rows unasked are more than 5, the most", "/perPage/default"
    ),
    (#""linkQuery": "gone""#, #"expected "kept" or "dropped", found "gone""#, "/linkQuery"),
    (#""perPage": { "default": 0, "max": 5 }"#, "expected an integer from 1 to 10000, found 0", "/perPage/default"),
    (
      #""errorBodies": { "level-nun": { "status": 403, "body": 1 } }"#, #"unknown ground "level-nun""#,
      "/errorBodies/level-nun"
    ),
    (
      #""errorBodies": { "level-none": { "status": 99, "body": 1 } }"#, "expected an integer from 200 to 599, found 99",
      "/errorBodies/level-none/status"
    ),
    (
      #""errorBodies": { "level-none": { "status": 403 } }"#, #"missing key "body" in a refusal"#,
      "/errorBodies/level-none"
    ),
    (#""statusBodies": { "200": { "body": 1 } }"#, #""200" is no status from 400 to 599"#, "/statusBodies/200"),
    (#""tokenTyp": "x""#, #"unknown key "tokenTyp""#, "/tokenTyp"),
  ])
  func `what is wrong is told where it stands`(members: String, message: String, pointer: String) {
    let said = read(members).said
    #expect(said.first?.message == message)
    #expect(said.first?.pointer == pointer)
  }

  @Test func `an unknown ground is told with the one that was meant`() {
    let said = read(#""errorBodies": { "level-nun": { "status": 403, "body": 1 } }"#).said
    #expect(said.first?.hint == #"did you mean "level-none"?"#)
  }

  @Test func `a profile says why it is, and which version it is`() {
    let diagnostics = Diagnostics()
    let json = JSONParser.parse(SourceFile(name: "p", text: "{}"), into: diagnostics)
    _ = json.flatMap { Profile.read($0, base: Profile(), into: diagnostics) }
    #expect(
      diagnostics.all.map(\.message) == [#"missing key "format" in a profile"#, #"missing key "why" in a profile"#])
  }
}
