import JSONSource
import Testing

@testable import MockCore

@Suite struct ReadControlRequestTests {
  private static let names = FixtureNames(worlds: ["small", "two-companies"], profiles: ["procore", "strict"])

  private func request(_ body: String, query: String = "") -> ControlRequest {
    ControlRequest(method: "POST", target: "/sandboxes" + query, authority: "localhost", body: Array(body.utf8))
  }

  private func order(_ body: String) throws(ControlProblem) -> SandboxOrder {
    try ReadControlRequest.body(of: request(body), .sandboxOrder(knowing: Self.names)).value
  }

  @Test func `an order says what it wants, and may want nothing`() throws {
    let order = try order(
      #"{"id": "a-1", "world": "small", "profile": "strict", "knobs": {"refreshRotation": "none"}, "seed": 7}"#)
    #expect(order.id == "a-1" && order.profile == "strict" && order.seed == 7)
    guard case .named("small") = order.world else {
      Issue.record("expected the world by its name")
      return
    }
    for empty in ["", " \n", "{}"] { #expect(try self.order(empty).seed == nil) }
  }

  @Test(arguments: [
    (#"{"wold": "small"}"#, "unknown key \"wold\"", "did you mean \"world\"?"),
    (#"{"world": "smal"}"#, "there is no world \"smal\"", "did you mean \"small\"?"),
    (#"{"world": "/etc/passwd"}"#, "there is no world \"/etc/passwd\"", "the worlds are small, two-companies"),
    (#"{"profile": "x"}"#, "there is no profile \"x\"", "the profiles are procore, strict"),
    (#"{"knobs": {"refreshRotaton": "none"}}"#, "unknown key \"refreshRotaton\"", "did you mean \"refreshRotation\"?"),
    (#"{"knobs": {}}"#, "no knob is turned", #"write for instance {"refreshRotation": "none"}"#),
    (#"{"seed": -1}"#, "expected an integer from 0 to 9223372036854775807, found -1", nil),
    (#"{"world": {"format": 1}}"#, "missing key \"why\" in a world", nil),
    (#"[]"#, "expected an object (a new sandbox), found an array", nil),
  ])
  func `an order that is not understood comes with what was expected`(
    body: String, message: String, hint: String?
  ) throws {
    let problem = try #require(throws: ControlProblem.self) { try order(body) }
    #expect(problem.status == 422)
    #expect(problem.detail == message)
    #expect(problem.hint == hint)
    #expect(problem.diagnostics.first?.place?.file == "body")
  }

  @Test(arguments: ["A", "a b", "-a", "a/b", "", String(repeating: "a", count: 64)])
  func `a name that cannot stand in a path is none`(_ id: String) throws {
    let problem = try #require(throws: ControlProblem.self) {
      try order(JSONValue.object(["id": .string(id)]).encoded())
    }
    #expect(problem.status == 422)
  }

  @Test func `what is no JSON is another problem, with its place`() throws {
    let problem = try #require(throws: ControlProblem.self) { try order("{\n  \"seed\" 1}") }
    #expect(problem.status == 400)
    #expect(problem.kind == "malformed-body")
    #expect(problem.diagnostics.first?.place?.line == 2)
    let text = try #require(problem.answer.body)
    let answer = try #require(JSONParser.parse(Array(text.utf8)))
    #expect(answer["type"] == "urn:dryfit:problem:malformed-body" && answer["status"] == 400)
    #expect(answer["diagnostics"]?[0]?["line"] == 2)
    #expect(problem.answer.headers[.contentType] == "application/problem+json")
  }

  @Test func `where nothing can be said, an empty object is nothing and anything else is too much`() throws {
    for empty in ["", "{}", " "] { try ReadControlRequest.noBody(of: request(empty)) }
    for more in [#"{"a": 1}"#, "[]", "x"] {
      #expect(throws: ControlProblem.self) { try ReadControlRequest.noBody(of: request(more)) }
    }
    try ReadControlRequest.noQuery(of: request(""))
    let problem = #expect(throws: ControlProblem.self) {
      try ReadControlRequest.noQuery(of: request("", query: "?a=1"))
    }
    #expect(problem?.status == 400)
  }
}

@Suite struct ExchangeQueryTests {
  private static let names = MatchVocabulary(
    operations: ["rfis.list"], companies: [(name: "Granite", id: 4001)], logins: ["rita@granite.example"])

  private func read(_ query: String) throws(ControlProblem) -> ExchangeQuery {
    let request = ControlRequest(method: "GET", target: "/e?" + query, authority: "localhost")
    return try ReadControlRequest.query(of: request, .exchangeQuery(knowing: Self.names))
  }

  private static func exchange(_ status: Int, company: Int64? = nil) -> Exchange {
    Exchange(
      number: 3, at: Instant(seconds: 0), host: .api, method: "GET", path: "/rest/v1.0/rfis", operation: "rfis.list",
      status: status, grounds: .granted, company: company, presented: "access#2")
  }

  @Test(arguments: [
    "", "status=403", "status=%7B%22gte%22%3A400%7D", "endpoint=rfis.list&method=GET", "path=/rest/**",
    "company=Granite", "company=4001", "token=access%232", "host=api", "because=granted", "endpoint=api",
  ])
  func `the words of a match choose`(_ query: String) throws {
    #expect(try read(query).includes(Self.exchange(403, company: 4001)))
  }

  @Test(arguments: ["status=200", "status=%7B%22lt%22%3A400%7D", "company=4002%20", "token=access%231", "host=login"])
  func `others are left out`(_ query: String) {
    #expect((try? read(query).includes(Self.exchange(403, company: 4001))) != true)
  }

  @Test(arguments: [
    ("stauts=403", "unknown key \"stauts\"", "did you mean \"status\"?"),
    ("endpoint=rfis.lst", "unknown endpoint \"rfis.lst\"", "did you mean \"rfis.list\"?"),
    ("user=rita@granit.example", "unknown login \"rita@granit.example\"", "did you mean \"rita@granite.example\"?"),
    ("after=-1", "expected an integer from 0 to 2147483647, found -1", nil),
    ("limit=0", "expected an integer from 1 to 1000, found 0", nil),
    ("status=1&status=2", "\"status\" stands twice in the query", nil),
    ("status=%zz", "the percent-encoding of the query is broken", nil),
  ])
  func `a query that is not understood is refused`(query: String, message: String, hint: String?) throws {
    let problem = try #require(throws: ControlProblem.self) { try read(query) }
    #expect(problem.status == 400)
    #expect(problem.detail == message)
    #expect(problem.hint == hint)
  }

  @Test func `a position is read as it is written, and nothing else`() {
    #expect(RecordPosition(id: "2.17") == RecordPosition(generation: 2, number: 17))
    #expect(RecordPosition(generation: 2, number: 17).id == "2.17")
    for id in ["", "17", "0.1", "1.-1", "1.2.3", "a.b"] { #expect(RecordPosition(id: id) == nil, "\(id)") }
  }
}
