import HTTPTypes
import JSONSource
import MockCore
import Testing

@testable import ScenarioCore

/// One step of a hand-written history, with the exchanges that were made while it ran.
struct Performed {
  var verb: String
  var id: String?
  var action: String?
  var outcomes: [Outcome] = []
  var answers: [ConnectorAnswer] = []
  var inconclusive: String?
  var failure: String?
  var calls: [Exchange] = []
}

func login(_ outcome: Outcome = .connected, _ calls: Exchange...) -> Performed {
  Performed(verb: "login", outcomes: [outcome], answers: [page(outcome == .connected ? 200 : 400)], calls: calls)
}

func action(_ name: String, id: String? = nil, _ outcome: Outcome = .ok, status: Int = 200, _ calls: Exchange...)
  -> Performed
{
  Performed(verb: "do", id: id, action: name, outcomes: [outcome], answers: [page(status)], calls: calls)
}

func other(_ verb: String, id: String? = nil, _ calls: Exchange...) -> Performed {
  Performed(verb: verb, id: id, calls: calls)
}

func page(_ status: Int, _ body: String = "", sentToLogin: Bool = false) -> ConnectorAnswer {
  ConnectorAnswer(status: status, body: body, sentToLogin: sentToLogin)
}

/// An exchange; its number is given by the history in which it stands.
func call(
  _ operation: String, _ status: Int = 200, _ grounds: Grounds = .granted, method: String = "GET",
  path: String? = nil, needed: NeededRight? = nil, records: [Int64] = [], fault: FaultPerformed? = nil
) -> Exchange {
  let isLogin = operation.hasPrefix("oauth.")
  return Exchange(
    number: 0, at: Instant(milliseconds: 0), host: isLogin ? .login : .api, method: isLogin ? "POST" : method,
    path: path ?? (isLogin ? "/oauth/token" : "/rest/v1.0/\(operation.split(separator: ".")[0])"), operation: operation,
    status: status, grounds: grounds, company: isLogin ? nil : 4001, needed: needed, records: records, fault: fault)
}

/// A history of steps, one after the other.
func history(_ steps: Performed..., output: [String] = [], faults: [FaultRecord] = []) -> History {
  var history = History(scenario: "test", seed: 1, began: Instant(milliseconds: 0))
  for (index, step) in steps.enumerated() {
    var record = StepRecord(
      index: index, id: step.id, verb: step.verb, summary: step.action.map { "do \"\($0)\"" } ?? step.verb,
      action: step.action, began: history.began, exchangesBefore: history.exchanges.count)
    for var call in step.calls {
      call.number = history.exchanges.count + 1
      history.exchanges.append(call)
    }
    record.exchangesAfter = history.exchanges.count
    record.outcomes = step.outcomes
    record.answers = step.answers
    record.inconclusive = step.inconclusive
    record.failure = step.failure
    history.steps.append(record)
  }
  history.output = output.map { OutputLine(stream: .output, text: $0, exchangesBefore: 0) }
  history.faults = faults
  return history
}

let vocabulary = ScenarioVocabulary(
  operations: ["rfis.list", "rfis.show", "rfis.create", "projects.list", "projects.show"],
  methods: ["rfis.list": "GET", "rfis.create": "POST"],
  world: WorldVocabulary(
    logins: ["pat.admin@granite.example", "rita.reader@granite.example"],
    companies: [.init(id: 4001, name: "Granite & Gable Builders"), .init(id: 4002, name: "Birch Civil")],
    projects: [.init(id: 598_134_326_177_405, name: "Harbour")], tools: ["RFIs", "Submittals"]))

/// A scenario as a file would state it, and what is said about the file.
func read(scenario text: String) -> (value: Scenario?, diagnostics: Diagnostics) {
  let diagnostics = Diagnostics()
  let json = JSONParser.parse(SourceFile(name: "scenario.json", text: text), into: diagnostics)
  return (json.flatMap { Scenario.read($0, identity: "test", knowing: vocabulary, into: diagnostics) }, diagnostics)
}

/// A scenario of these steps and expectations; a mistake in it is a mistake of the test.
func scenario(_ steps: String, expect: String? = nil) throws -> Scenario {
  let end = expect.map { ", \"expect\": \($0)" } ?? ""
  let read = read(scenario: "{\"format\": 1, \"title\": \"A test\", \"steps\": [\(steps)]\(end)}")
  #expect(read.diagnostics.all.map(\.description) == [])
  return try #require(read.value)
}

/// A connector file, and what is said about it.
func read(connector text: String) -> (value: ConnectorFile?, diagnostics: Diagnostics) {
  let diagnostics = Diagnostics()
  let json = JSONParser.parse(SourceFile(name: "connector.json", text: text), into: diagnostics)
  return (json.flatMap { ConnectorFile.read($0, folder: "/acme", into: diagnostics) }, diagnostics)
}

/// A small valid connector file.
func connector(outcomes: String = "{}", actions: String = #""read": {"request": "GET /rfis"}"#, rest: String = "")
  throws
  -> ConnectorFile
{
  let read = read(
    connector: """
      {"format": 1, "name": "acme", "start": {"command": ["run"]}, "redirectUri": "${connector.url}/cb",
       "login": {"open": "/connect"}, "actions": {\(actions)}, "outcomes": \(outcomes)\(rest)}
      """)
  #expect(read.diagnostics.all.map(\.description) == [])
  return try #require(read.value)
}

extension Diagnostics {
  /// `message; hint` of each.
  var messages: [String] { inOrder.map { [$0.message, $0.hint].compactMap { $0 }.joined(separator: "; ") } }
}
