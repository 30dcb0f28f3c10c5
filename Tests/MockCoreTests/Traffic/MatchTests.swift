import HTTPTypes
import JSONSource
import MockCore
import Testing

@Suite struct MatchTests {
  private static let names = MatchVocabulary(
    operations: ["rfis.list", "rfis.show"], steps: ["before", "after"], actions: ["read"],
    companies: [(name: "Granite & Gable Builders", id: 4001), (name: "Birch Civil", id: 4002)],
    logins: ["rita.reader@granite.example", "pat.admin@granite.example"])

  private static let list = Exchange(
    number: 7, at: Instant(milliseconds: 0), host: .api, method: "GET", path: "/rest/v1.0/projects/1/rfis",
    query: [Parameter("per_page", "100"), Parameter("id[]", "1"), Parameter("id[]", "2")],
    requestHeaders: [.init("Procore-Company-Id") ?? .accept: "4001"], requestBody: #"{"a":{"b":[1]}}"#,
    operation: "rfis.list", status: 403, grounds: .levelTooLow, user: "rita.reader@granite.example", company: 4001,
    presented: "access#2", issued: ["access#9"])

  private static let steps = StepBounds(
    exchangesBefore: ["before": 3, "after": 7], exchangesAfter: ["before": 6, "after": 9], actions: ["read": [4..<8]])

  private func match(_ text: String) throws -> Match {
    let read = reading(.match(knowing: Self.names), text)
    #expect(read.messages == [])
    return try #require(read.value)
  }

  @Test(arguments: [
    (#"{"endpoint": "rfis.list"}"#, #"{"endpoint": "rfis.show"}"#),
    (#"{"endpoint": "api"}"#, #"{"endpoint": "oauth.token"}"#),
    (#"{"method": "GET"}"#, #"{"method": {"ne": "GET"}}"#),
    (#"{"path": "/rest/*/projects/*/rfis"}"#, #"{"path": "/rest/*/rfis"}"#),
    (#"{"path": "/rest/**"}"#, #"{"path": "/rest/v1.0"}"#),
    (#"{"path": "**/rfis"}"#, #"{"path": "**/submittals"}"#),
    (#"{"path": {"contains": "projects/1"}}"#, #"{"path": {"contains": "projects/2"}}"#),
    (#"{"query": {"per_page": 100, "id[]": "2"}}"#, #"{"query": {"id[]": "3"}}"#),
    (#"{"query": {"page": {"exists": false}}}"#, #"{"query": {"page": 1}}"#),
    (#"{"header": {"procore-company-id": 4001}}"#, #"{"header": {"Procore-Company-Id": {"ne": 4001}}}"#),
    (#"{"body": {"/a/b/0": 1}}"#, #"{"body": {"/a/b/0": 2}}"#),
    (#"{"status": {"gte": 400}}"#, #"{"status": 200}"#),
    (#"{"because": "level-too-low"}"#, #"{"because": {"oneOf": ["level-none", "granted"]}}"#),
    (#"{"user": "rita.reader@granite.example"}"#, #"{"user": "pat.admin@granite.example"}"#),
    (#"{"company": 4001}"#, #"{"company": 4002}"#),
    (#"{"company": "Granite & Gable Builders"}"#, #"{"company": {"ne": "Granite & Gable Builders"}}"#),
    (#"{"token": "access#2"}"#, #"{"token": "access#9"}"#),
    (#"{"after": "before"}"#, #"{"after": "after"}"#),
    (#"{"before": "after"}"#, #"{"before": "before"}"#),
    (#"{"action": "read", "after": "before"}"#, #"{"action": "read", "before": "before"}"#),
    (#"{"host": "api"}"#, #"{"host": "login"}"#),
  ])
  func `each key means this exchange, and its twin does not`(right: String, wrong: String) throws {
    #expect(try match(right).matches(Self.list, steps: Self.steps))
    #expect(try !match(wrong).matches(Self.list, steps: Self.steps))
  }

  @Test func `all keys must hold`() throws {
    #expect(try match(#"{"endpoint": "rfis.list", "status": 403}"#).matches(Self.list, steps: Self.steps))
    let match = try match(#"{"endpoint": "rfis.list", "status": 200, "method": "POST"}"#)
    #expect(!match.matches(Self.list, steps: Self.steps))
    #expect(
      match.differences(from: Self.list, steps: Self.steps).map(\.description) == [
        #"method is "GET", and must be "POST""#, "status is 403, and must be 200",
      ])
  }

  @Test(arguments: ["oauth.code", "oauth.refresh", "oauth.clientCredentials"])
  func `any grant is a call of oauth.token`(operation: String) throws {
    let exchange = Exchange(
      number: 1, at: Instant(milliseconds: 0), host: .login, method: "POST", path: "/oauth/token", operation: operation,
      status: 200, grounds: .tokensIssued)
    #expect(try match(#"{"endpoint": "oauth.token"}"#).matches(exchange, steps: .none))
    #expect(try !match(#"{"endpoint": "oauth.revoke"}"#).matches(exchange, steps: .none))
    #expect(try !match(#"{"endpoint": "api"}"#).matches(exchange, steps: .none))
  }

  @Test func `a step that did not happen is neither before nor after anything`() throws {
    #expect(try !match(#"{"after": "before"}"#).matches(Self.list, steps: .none))
    #expect(try !match(#"{"before": "after"}"#).matches(Self.list, steps: .none))
    #expect(try !match(#"{"action": "read"}"#).matches(Self.list, steps: .none))
  }

  @Test func `an action that still runs owns every exchange to come`() throws {
    var steps = StepBounds.none
    steps.add(id: nil, action: "read", exchangesBefore: 6, exchangesAfter: nil)
    #expect(try match(#"{"action": "read"}"#).matches(Self.list, steps: steps))
    steps = .none
    steps.add(id: nil, action: "read", exchangesBefore: 7, exchangesAfter: nil)
    #expect(try !match(#"{"action": "read"}"#).matches(Self.list, steps: steps))
  }

  @Test func `a call is matched before its answer is known`() throws {
    #expect(try match(#"{"endpoint": "rfis.list", "status": 200, "because": "granted"}"#).matchesCall(Self.list))
    #expect(try !match(#"{"endpoint": "rfis.show"}"#).matchesCall(Self.list))
  }

  @Test(arguments: [
    (#"{"endpont": "api"}"#, #"unknown key "endpont"; did you mean "endpoint"?"#),
    (#"{"endpoint": "rfi.list"}"#, #"unknown endpoint "rfi.list"; did you mean "rfis.list"?"#),
    (#"{"because": "level-to-low"}"#, #"unknown ground "level-to-low"; did you mean "level-too-low"?"#),
    (#"{"after": "befor"}"#, #"no step has the id "befor"; did you mean "before"?"#),
    (#"{"action": "raed"}"#, #"no step does "raed"; did you mean "read"?"#),
    (#"{"company": "Birch Civils"}"#, #"the world has no company "Birch Civils"; did you mean "Birch Civil"?"#),
    (
      #"{"user": "pat.admin@granit.example"}"#,
      #"unknown login "pat.admin@granit.example"; did you mean "pat.admin@granite.example"?"#
    ),
    (#"{"host": "apis"}"#, #"unknown host "apis"; did you mean "api"?"#),
    (#"{"path": "rest/**"}"#, #"the path "rest/**" does not begin with "/""#),
    (#"{"header": {"a b": 1}}"#, #""a b" is no name of a header"#),
    (#"{"sesion": "second"}"#, #"unknown key "sesion"; did you mean "session"?"#),
  ])
  func `a name that is unknown is told`(text: String, message: String) {
    #expect(reading(.match(knowing: Self.names), text).messages == [message])
  }

  @Test func `a match of calls cannot ask for the answer`() {
    #expect(reading(.call(knowing: Self.names), #"{"endpoint": "api", "action": "read"}"#).messages == [])
    for key in [#""status": 200"#, #""because": "granted""#, #""after": "before""#, #""before": "after""#] {
      let messages = reading(.call(knowing: Self.names), "{\(key)}").messages
      #expect(messages.count == 1)
      #expect(messages.allSatisfy { $0.contains("says nothing about a call that is still to be answered") })
    }
  }

  @Test func `a company's name without a world stays unresolved, which can be seen`() throws {
    let read = reading(.match(knowing: MatchVocabulary(operations: [])), #"{"company": "Birch Civil"}"#)
    #expect(try #require(read.value).unresolvedCompany == "Birch Civil")
    #expect(try match(#"{"company": "Birch Civil"}"#).unresolvedCompany == nil)
  }
}
