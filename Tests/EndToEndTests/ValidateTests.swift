import Testing

/// What `dryfit validate` says of files, and that nothing is started when one of them is wrong.
@Suite(.fewAtOnce)
struct ValidateTests {
  /// A file with a mistake, and the lines that must be said about it.
  struct Mistake: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var said: [String]

    init(_ name: String, _ text: String, says said: String...) {
      testDescription = name
      self.text = text
      self.said = said
    }
  }

  private static let mistakes = [
    Mistake(
      "invalid JSON", #"{ "format": 1, "title": "A", "steps": [], }"#, says: "case.json:1:41: error: trailing comma"),
    Mistake(
      "an unknown key",
      """
      {
        "format": 1, "titel": "A",
        "steps": [ { "login": {}, "expect": { "outcome": "connected" } } ]
      }
      """,
      says: #"case.json:2:16: error: unknown key "titel""#, "at /titel", #"did you mean "title"?"#,
      #"case.json:1:1: error: missing key "title""#),
    Mistake(
      "an unknown verb",
      """
      {
        "format": 1, "title": "A",
        "steps": [ { "lgoin": {}, "expect": { "outcome": "connected" } } ]
      }
      """,
      says: #"case.json:3:16: error: unknown verb "lgoin""#, "at /steps/0/lgoin", #"did you mean "login"?"#),
    Mistake(
      "a user that the world lacks",
      """
      {
        "format": 1, "title": "A",
        "steps": [ { "login": { "as": "pat.amdin@granite.example" }, "expect": { "outcome": "connected" } } ]
      }
      """,
      says: #"case.json:3:33: error: the world has no user "pat.amdin@granite.example""#, "at /steps/0/login/as",
      #"did you mean "pat.admin@granite.example"?"#),
    Mistake(
      "a duration without unit",
      """
      {
        "format": 1, "title": "A",
        "steps": [ { "login": {}, "expect": { "outcome": "connected" } }, { "advance": "91" } ]
      }
      """,
      says: #"case.json:3:82: error: expected a duration with a unit, such as "5s", "90m" or "1h30m", found "91""#,
      "at /steps/1/advance"),
    Mistake(
      "nothing that is expected", #"{ "format": 1, "title": "A", "steps": [ { "login": {} } ] }"#,
      says: "case.json:1:1: error: nothing is expected: it could never fail"),
    Mistake(
      "what belongs to the format and not to this version",
      """
      {
        "format": 1, "title": "A",
        "steps": [ { "login": {}, "expect": { "outcome": "connected" } }, { "world": { "webhook": {} } } ]
      }
      """,
      says: #"case.json:3:82: error: "webhook" is part of the format but not of this version of Dryfit"#),
    Mistake(
      "several mistakes, told in one go",
      """
      {
        "format": 2, "title": "",
        "steps": [
          { "login": { "as": "nobody" }, "expect": { "outcome": "conected" } },
          { "advance": "91" },
          { "do": "read", "wait": "quiet" }
        ]
      }
      """,
      says: "case.json:2:13: error: ", "case.json:2:25: error: ", "case.json:4:24: error: ", "case.json:4:59: error: ",
      "case.json:5:18: error: ", "case.json:6:21: error: ", "6 errors; nothing was started"),
    Mistake(
      "a world that is not there",
      """
      {
        "format": 1, "title": "A", "world": "three-companies",
        "steps": [ { "login": {}, "expect": { "outcome": "connected" } } ]
      }
      """, says: "case.json:2:39: error: there is no file Fixtures/worlds/three-companies.json", "at /world"),
  ]

  @Test func `files without a mistake are counted`() async throws {
    let project = try Project()
    try project.copyExample()
    try project.writeScenario()
    let ended = try await project.dryfit("validate", "case.json")
    #expect(ended.status == 0, "\(ended)")
    #expect(ended.output == "1 scenario, connector.json, manifest.json, requirements.json: no mistake found\n")
  }

  @Test(arguments: mistakes)
  func `a mistake is told with its place, and the exit status is 65`(_ mistake: Mistake) async throws {
    let project = try Project()
    try project.write(mistake.text, to: "case.json")
    let ended = try await project.dryfit("validate", "case.json")
    #expect(ended.status == 65, "\(ended)")
    #expect(ended.output == "")
    for text in mistake.said { #expect(ended.errors.contains(text), "\(ended)") }
  }

  @Test func `a file that is missing is named, with the closest name beside it`() async throws {
    let project = try Project()
    try project.writeScenario("login.json")
    let ended = try await project.dryfit("validate", "logon.json")
    #expect(ended.status == 65, "\(ended)")
    #expect(ended.errors.contains("error: there is no file logon.json"), "\(ended)")
    #expect(ended.errors.contains(#"did you mean "login.json"?"#), "\(ended)")
  }

  @Test func `a world that names an unknown template is wrong at its own place`() async throws {
    let project = try Project()
    try project.write(
      """
      {
        "format": 1, "why": "One person, whose template nobody wrote.",
        "companies": [ { "id": 1, "name": "One" } ],
        "projects": [ { "id": 2, "company": 1, "name": "Shed" } ],
        "permissionTemplates": [ { "name": "Reader", "scope": "company", "tools": { "Directory": "readOnly" } } ],
        "users": [
          {
            "id": 3, "login": "ann@one.example", "name": "Ann",
            "companies": [ { "id": 1, "template": "Raeder" } ]
          }
        ]
      }
      """, to: "world.json")
    try project.write(
      """
      {
        "format": 1, "title": "A", "world": "world.json",
        "steps": [ { "login": {}, "expect": { "outcome": "connected" } } ]
      }
      """, to: "case.json")
    let ended = try await project.dryfit("validate", "case.json")
    #expect(ended.status == 65, "\(ended)")
    #expect(
      ended.errors.contains(#"world.json:9:45: error: the world has no permission template "Raeder""#), "\(ended)")
    #expect(ended.errors.contains("at /users/0/companies/0/template"), "\(ended)")
    #expect(ended.errors.contains(#"did you mean "Reader"?"#), "\(ended)")
  }

  @Test func `a run with a wrong file starts nothing, however right the others are`() async throws {
    let project = try Project()
    try project.writeShellConnector("echo $$ > started; echo ready; exec tail -f /dev/null")
    try project.writeScenario("right.json")
    try project.write("{}", to: "wrong.json")
    let ended = try await project.dryfit("run", "right.json", "wrong.json")
    #expect(ended.status == 65, "\(ended)")
    #expect(ended.errors.contains("wrong.json:1:1: error: "), "\(ended)")
    #expect(project.number(in: "started") == nil)
  }
}
