import JSONSource
import Testing

@testable import ScenarioCore

@Suite struct ScenarioMistakesTests {
  @Test func `a file with thirteen mistakes shows them all in one reading, each at its place`() {
    let read = read(
      scenario: #"""
        {
          "format": 2,
          "titel": "Thirteen mistakes",
          "title": "Thirteen mistakes",
          "needs": ["read", "user:many"],
          "steps": [
            { "login": { "as": "pat.amdin@granite.example" } },
            { "id": "before", "do": "read", "world": { "allow": "read" } },
            { "advance": "91" },
            { "advanse": "91m" },
            { "id": "before", "do": "read", "within": "5s" },
            { "world": { "forbid": "write" } },
            { "login": { "tamper": { "state": "mising" } } }
          ],
          "expect": [
            { "seen": { "endpoint": "oauth.refesh", "status": { "greater": 3 } } },
            { "never": { "because": "granted", "after": "befor" } }
          ]
        }
        """#)
    let shown = read.diagnostics.inOrder.map { diagnostic in
      let place = diagnostic.place.map { "\($0.line):\($0.column) \($0.pointer) " } ?? ""
      return place + diagnostic.message + (diagnostic.hint.map { " → \($0)" } ?? "")
    }
    #expect(
      shown.joined(separator: "\n") == #"""
        2:13 /format expected 1, the only version of this format, found 2
        3:3 /titel unknown key "titel" → known keys: "format", "title", "why", "tags", "clauses", \#
        "world", "profile", "needs", "clock", "matrix", "steps", "expect", "killedBy"
        5:21 /needs/1 unknown ability "user:many" → did you mean "users:many"?
        7:24 /steps/0/login/as the world has no user "pat.amdin@granite.example" \#
        → did you mean "pat.admin@granite.example"?
        8:37 /steps/1/world a step has exactly one verb, found "do" and "world" → make a step of its own for each
        9:18 /steps/2/advance expected a duration with a unit, such as "5s", "90m" or "1h30m", found "91"
        10:7 /steps/3/advanse unknown verb "advanse" → did you mean "advance"?
        11:13 /steps/4/id there are two steps "before" → the other one stands in line 8
        12:28 /steps/5/world/forbid no step does "write" → the steps do read
        13:39 /steps/6/login/tamper/state expected "missing", "changed", "replayed" or "other-session", \#
        found "mising" → did you mean "missing"?
        16:29 /expect/0/seen/endpoint unknown endpoint "oauth.refesh" → did you mean "oauth.refresh"?
        16:68 /expect/0/seen/status/greater unknown operator "greater" \#
        → the operators are eq, ne, lt, lte, gt, gte, contains, startsWith, matches, oneOf, exists
        17:49 /expect/1/never/after no step has the id "befor" → did you mean "before"?
        """#)
  }

  @Test func `a mistake is drawn under the character where it stands`() {
    let read = read(
      scenario: """
        {
          "format": 1, "title": "A",
          "steps": [ { "login": { "as": "rita.reader@granit.example" } } ],
          "expect": { "seen": { "status": 200 } }
        }
        """)
    #expect(
      read.diagnostics.all.map { $0.rendered() } == [
        """
        scenario.json:3:33: error: the world has no user "rita.reader@granit.example"
           3 |   "steps": [ { "login": { "as": "rita.reader@granit.example" } } ],
             |                                 ^~~~~~~~~~~~~~~~~~~~~~~~~~~~
             at /steps/0/login/as
             hint: did you mean "rita.reader@granite.example"?
        """
      ])
  }

  @Test func `without its world a scenario is read and its people are not checked`() throws {
    let diagnostics = Diagnostics()
    let text =
      #"{"format": 1, "title": "A", "steps": [{"login": {"as": "who@ever"}, "expect": {"outcome": "connected"}}]}"#
    let json = try #require(JSONParser.parse(SourceFile(name: "s.json", text: text), into: diagnostics))
    let unknowing = ScenarioVocabulary(operations: [], world: nil)
    #expect(Scenario.read(json, identity: "s", knowing: unknowing, into: diagnostics) != nil)
    #expect(diagnostics.messages == [])
    #expect(Scenario.read(json, identity: "s", knowing: vocabulary, into: diagnostics) != nil)
    #expect(diagnostics.hasErrors)
  }

  @Test func `the fixtures of a scenario are known before it is read`() throws {
    let diagnostics = Diagnostics()
    let named = SourceFile(name: "s.json", text: #"{"world": "one", "profile": "../strict.json"}"#)
    #expect(
      try Scenario.fixtures(of: #require(JSONParser.parse(named, into: diagnostics))) == ("one", "../strict.json"))
    let silent = SourceFile(name: "s.json", text: "{}")
    #expect(
      try Scenario.fixtures(of: #require(JSONParser.parse(silent, into: diagnostics))) == ("two-companies", "procore"))
  }
}
