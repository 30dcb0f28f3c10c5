import JSONSource
import Testing

@testable import MockCore

/// Reading a catalog file.
struct CatalogReadingTests {
  private func read(_ operations: String) -> (operations: [MockCore.Operation], said: [Said]) {
    let diagnostics = Diagnostics()
    let text = #"{ "format": 1, "why": "For a test.", "operations": [\#(operations)] }"#
    let json = JSONParser.parse(SourceFile(name: "catalog.json", text: text), into: diagnostics)
    return (json.map { Catalog.read($0, into: diagnostics) } ?? [], diagnostics.inOrder.map(Said.init))
  }

  private static let least = """
    "operation": "rfis.list", "method": "GET", "paths": ["/rest/v1.0/projects/{project_id}/rfis"], "action": "list",
    "collection": "rfis", "scope": "project", "source": "documented"
    """

  @Test func `the least that an operation says is enough`() throws {
    let (operations, said) = read("{ \(Self.least) }")
    let operation = try #require(operations.first)
    #expect(said.isEmpty)
    #expect(operation.name == "rfis.list")
    #expect(operation.tool == nil)
    #expect(operation.level == .readOnly)
    #expect(operation.needsCompanyHeader)
    #expect(operation.paging == nil)
    #expect(operation.filters.isEmpty && operation.queryIds.isEmpty && operation.views.isEmpty)
  }

  @Test func `everything that an operation can say is read`() throws {
    let (operations, said) = read(
      """
      { \(Self.least), "sourceNote": "x", "note": "y", "tool": "RFIs", "level": "standard", "companyHeader": "optional",
        "queryIds": ["project_id"], "wrapper": "rfi",
        "required": { "subject": "can't be blank", "assignee_ids": "required" },
        "errorName": { "assignee_ids": "assignees" }, "defaults": { "status": "open" },
        "paging": { "default": 100, "max": 300 }, "filters": ["status"], "views": { "compact": ["id"] } }
      """)
    let operation = try #require(operations.first)
    #expect(said.isEmpty)
    #expect(operation.tool == Tool(rawValue: "RFIs"))
    #expect(operation.level == .standard)
    #expect(!operation.needsCompanyHeader)
    #expect(operation.queryIds == ["project_id"])
    #expect(operation.wrapper == "rfi")
    #expect(operation.required.map(\.field) == ["subject", "assignee_ids"])
    #expect(operation.required.map(\.message) == ["can't be blank", "required"])
    #expect(operation.errorNames == ["assignee_ids": "assignees"])
    #expect(operation.defaults == ["status": "open"])
    #expect(operation.paging == MockCore.Operation.Paging(standard: 100, max: 300))
    #expect(operation.filters == ["status"])
    #expect(operation.views == ["compact": ["id"]])
  }

  @Test(arguments: [
    (#""GET""#, #""get""#, "expected GET, POST, PATCH, PUT or DELETE, found \"get\"", "/operations/0/method"),
    (
      #""/rest"#, #""rest"#, "expected a path that begins with /, found \"rest/v1.0/projects/{project_id}/rfis\"",
      "/operations/0/paths/0"
    ),
    (
      #""action": "list""#, #""action": "lst""#,
      #"expected "me", "list", "show", "create", "update", "delete", "sync", "count", "constant", "redirect", "add" "#
        + #"or "remove", found "lst""#,
      "/operations/0/action"
    ),
    (
      #""scope": "project""#, #""scope": "site""#, #"expected "none", "company", "project" or "either", found "site""#,
      "/operations/0/scope"
    ),
    (
      #""documented""#, #""guessed""#, "expected \"documented\" or \"inferred\", found \"guessed\"",
      "/operations/0/source"
    ),
    (#""collection": "rfis", "#, "", "missing key \"collection\" in an operation", "/operations/0"),
    (#""source": "#, #""tols": "RFIs", "source": "#, "unknown key \"tols\"", "/operations/0/tols"),
  ])
  func `what is wrong is told where it stands`(old: String, new: String, message: String, pointer: String) {
    let said = read("{ \(Self.least.replacing(old, with: new)) }").said
    #expect(said.map(\.message) == [message])
    #expect(said.map(\.pointer) == [pointer])
  }

  @Test func `who may call an operation beside those with its level is read`() throws {
    let (operations, said) = read(
      """
      { \(Self.least), "installation": "optional", "granular": { "permission": "Edit", "filter": "mine" },
        "viewBelowLevel": "compact", "memberTools": { "rfqs": "Commitments" }, "adminOnly": ["email"],
        "errorBodies": { "level-none": { "status": 401, "body": 1 } },
        "own": { "field": "status", "unless": ["approved"] } },
      { \(Self.least), "own": { "levels": ["standard"] } }
      """)
    let access = try #require(operations.first).manners.access
    #expect(said.isEmpty && !access.needsInstallation)
    #expect(access.granular?.permission == "Edit" && access.granular?.filter == "mine")
    #expect(access.viewBelowLevel == "compact" && access.adminOnly == ["email"])
    #expect(access.memberTools == ["rfqs": Tool(rawValue: "Commitments")])
    #expect(access.errorBodies == [.levelNone: Profile.Refusal(status: 401, body: 1)])
    #expect(access.own?.isUnless == true && access.own?.values == ["approved"])
    #expect(access.own?.levels == [.readOnly, .standard])
    #expect(operations.last?.manners.access.own == AccessRule.OwnRule(levels: [.standard]))
  }

  @Test(arguments: [
    (
      #""own": { "when": ["draft"] }"#, #""field" goes with either "when" or "unless""#, "/operations/0/own"
    ),
    (
      #""own": { "field": "status" }"#, #""field" goes with either "when" or "unless""#, "/operations/0/own"
    ),
    (
      #""own": { "field": "status", "when": ["a"], "unless": ["b"] }"#,
      #""field" goes with either "when" or "unless""#, "/operations/0/own"
    ),
    (
      #""own": { "levels": ["admin"] }"#, #"expected "readOnly" or "standard", found "admin""#,
      "/operations/0/own/levels/0"
    ),
    (
      #""errorBodies": { "level-non": { "status": 401, "body": 1 } }"#, #"unknown ground "level-non""#,
      "/operations/0/errorBodies/level-non"
    ),
    (
      #""granular": { "filter": "mine" }"#, #"missing key "permission" in a granular permission that suffices"#,
      "/operations/0/granular"
    ),
  ])
  func `a wrong rule of access is told where it stands`(rule: String, message: String, pointer: String) {
    let said = read("{ \(Self.least), \(rule) }").said
    #expect(said.map(\.message) == [message])
    #expect(said.map(\.pointer) == [pointer])
  }

  @Test(arguments: [
    (#""method": "POST""#, #""list" is called with GET, not with POST"#, "/operations/0/method"),
    (#""action": "show""#, "nothing says which record is meant", "/operations/0/paths/0"),
    (#""action": "constant""#, #"a "constant" has no "answer""#, "/operations/0/action"),
    (#""action": "count""#, #"a "count" has no "counts""#, "/operations/0/action"),
    (#""paths": ["/rest/v1.0/rfis"]"#, "nothing says which project is meant", "/operations/0/paths/0"),
    (#""level": "admin""#, #"without a "tool" there is no level to have"#, "/operations/0/level"),
    (
      #""paging": { "default": 100, "max": 50 }"#, "100 rows unasked are more than 50, the most",
      "/operations/0/paging"
    ),
    (#""view": "compact""#, #""compact" is not among the views"#, "/operations/0/view"),
    (#""pagingOfView": { "ids": 5 }"#, #""ids" is not among the views"#, "/operations/0/pagingOfView"),
    (#""rangeFilters": ["created_at"]"#, #""created_at" is not among the filters"#, "/operations/0/rangeFilters"),
    (#""listFilters": ["status"]"#, #""status" is not among the filters"#, "/operations/0/listFilters"),
    (#""errorName": { "a": "b" }"#, #""a" is not among the required members"#, "/operations/0/errorName"),
    (#""parent": "rfis""#, #"the path goes through no record of "parent""#, "/operations/0/paths/0"),
  ])
  func `what contradicts itself is told where it stands`(member: String, message: String, pointer: String) {
    let key = String(member.prefix { $0 != ":" })
    let kept = Self.least.replacing("\n", with: " ").split(separator: ", ").filter { !$0.hasPrefix(key) }
    let said = read("{ \((kept + [member[...]]).joined(separator: ", ")) }").said
    #expect(said.map(\.message) == [message])
    #expect(said.map(\.pointer) == [pointer])
  }

  @Test func `tools go to the operations that show them, and to no others`() throws {
    let diagnostics = Diagnostics()
    let ofTools = Self.least.replacing(#""rfis", "scope""#, with: #""tools", "scope""#)
    let text = """
      { "format": 1, "why": "For a test.",
        "tools": [{ "tool": "RFIs", "scope": "project", "id": 8, "engineName": "rfi", "tabGroup": "Management",
                    "granular": [{ "id": 5, "action": "act", "label": "Act" }] }],
        "operations": [{ \(Self.least) }, { \(ofTools) }] }
      """
    let json = try #require(JSONParser.parse(SourceFile(name: "catalog.json", text: text), into: diagnostics))
    let operations = Catalog.read(json, into: diagnostics)
    #expect(diagnostics.all.isEmpty)
    #expect(operations.map(\.manners.tools.count) == [0, 1])
    #expect(operations.last?.manners.tools.first?.granular.first?.label == "Act")
  }

  @Test func `calls that stand twice, and collections that nothing is about, are told over all files`() throws {
    let diagnostics = Diagnostics()
    let texts = [
      #"{ "operations": [{ "method": "GET", "paths": ["/a/{id}", "/b"], "collection": "rfis" }] }"#,
      #"{ "operations": [{ "method": "GET", "paths": ["/a/{rfi_id}"], "collection": "replies", "parent": "rfi" }] }"#,
      #"{ "operations": [{ "method": "POST", "paths": ["/b"], "collection": "x", "mustSee": { "a": ["replys"] } }] }"#,
    ]
    let files = try texts.enumerated().map { index, text in
      try #require(JSONParser.parse(SourceFile(name: "\(index).json", text: text), into: diagnostics))
    }
    Catalog.reportMistakes(in: files, diagnostics)
    #expect(
      diagnostics.inOrder.map(Said.init) == [
        Said("GET /a/{rfi_id} stands twice", at: "/operations/0/paths/0", hint: "it stands at 0.json:1 already"),
        Said(
          #"no operation is about the collection "rfi""#, at: "/operations/0/parent", hint: #"did you mean "rfis"?"#),
        Said(
          #"no operation is about the collection "replys""#, at: "/operations/0/mustSee/a/0",
          hint: #"did you mean "replies"?"#),
      ])
  }

  @Test func `a catalog says what it is`() {
    let diagnostics = Diagnostics()
    let json = JSONParser.parse(SourceFile(name: "c", text: "[]"), into: diagnostics)
    _ = json.map { Catalog.read($0, into: diagnostics) }
    #expect(diagnostics.all.map(\.message) == ["expected an object (a catalog), found an array"])
  }
}
