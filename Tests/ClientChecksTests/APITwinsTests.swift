import HTTPTypes
import MockCore
import ScenarioCore
import Testing

@testable import ClientChecks

extension HistoryBuilder {
  /// Sets a header of the newest answer.
  fileprivate mutating func answers(_ name: String, _ value: String) {
    guard let field = HTTPField.Name(name) else { return }
    change { $0.answerHeaders[field] = value }
  }
}

@Suite struct `api checks of limits, trouble and shapes` {
  private func limited(probes: Int, waiting: Bool = false, header: Bool = true) -> [String] {
    Check.rateLimit.judging { story in
      story.read(.rateLimited) { act in
        act.call(status: 429, grounds: .rateLimited)
        if header { act.answers("X-Rate-Limit-Reset", "\(act.now.seconds + 600)") }
        if waiting { act.now = act.now + .seconds(600) }
        for _ in 0..<probes { act.call() }
      }
    }.words
  }

  @Test func `a limit is waited for or given up at`() {
    #expect(limited(probes: 0) == ["pass"])
    #expect(limited(probes: 3, waiting: true) == ["pass"])
    #expect(limited(probes: 1) == ["warn"])
    #expect(limited(probes: 2) == ["fail"])
    #expect(limited(probes: 2, header: false) == ["not-exercised"])
  }

  private func trouble(_ count: Int, pauses: (Int) -> Int) -> [String] {
    Check.serverErrors.judging { story in
      story.read(.unavailable) { act in
        for number in 0..<count {
          act.call(status: 503, grounds: .faultScripted, fault: .scripted)
          act.now = act.now + .seconds(pauses(number))
        }
      }
    }.words
  }

  @Test func `trouble of the API is met with patience`() {
    #expect(trouble(3) { _ in 1 } == ["pass"])
    #expect(trouble(5) { 1 << $0 } == ["pass"])
    #expect(trouble(5) { _ in 1 } == ["warn"])
    #expect(trouble(11) { 1 << $0 } == ["fail"])
    #expect(trouble(0) { _ in 1 } == ["not-exercised"])
  }

  private func paging(whole: Int, clamped: Int) -> [String] {
    Check.pagination.judging { story in
      for (pages, rows) in [(whole, 100), (clamped, 50)] {
        story.read { act in
          for page in 1...pages {
            act.call(query: [Parameter("page", "\(page)"), Parameter("per_page", "100")])
            act.answers("Total", "200")
            act.answers("Link", page * rows < 200 ? "<http://a/?page=2>; rel=\"next\"" : "<http://a/>; rel=\"first\"")
            act.change { $0.records = (0..<rows).map(Int64.init) }
          }
        }
      }
    }.words
  }

  @Test func `a list is read to the end that the server names`() {
    #expect(paging(whole: 2, clamped: 4) == ["pass"])
    #expect(paging(whole: 2, clamped: 1) == ["fail"])
    #expect(paging(whole: 1, clamped: 1) == ["not-exercised"])
  }

  private func written(_ count: Int, fault: FaultPerformed? = .lost, byUser: Bool = false) -> [String] {
    Check.writeOnce.judging { story in
      story.read { $0.call(status: 201, method: "POST", body: "{}", fault: fault) }
      let again = { (story: inout HistoryBuilder) in
        for _ in 1..<count { story.call(status: 201, method: "POST", body: "{}") }
      }
      if byUser { story.read { again(&$0) } } else { again(&story) }
    }.words
  }

  @Test func `a write whose answer was lost is made once`() {
    #expect(written(1) == ["pass"])
    #expect(written(2) == ["fail"])
    #expect(written(2, byUser: true) == ["pass"])
    #expect(written(2, fault: nil) == ["not-exercised"])
  }

  private func route(
    _ path: String, operation: String? = nil, method: String = "GET", refusal: Grounds = .routeUnknown
  ) -> [String] {
    Check.knownEndpoints.judging {
      $0.read { act in
        act.call(
          status: operation == nil ? 404 : 200, grounds: operation == nil ? refusal : .granted,
          operation: operation, method: method, path: path)
      }
    }.words
  }

  @Test func `only documented endpoints are called`() {
    #expect(route("/rest/v1.0/projects/7001/rfis", operation: "rfis.list") == ["pass"])
    #expect(route("/vapid/projects", refusal: .routeSunset) == ["warn"])
    #expect(route("/rest/v1.0/private", refusal: .routePrivate) == ["warn"])
    #expect(route("/rest/v1.0/inspections") == ["warn"])
    #expect(route("/", method: "HEAD") == ["not-exercised"])
  }

  private func identifier(_ text: String?, answer: String = "") -> [String] {
    Check.longIdentifiers.judging { story in
      story.read(body: answer) { act in
        act.call(operation: "projects.list", path: "/rest/v1.0/projects")
        act.change { $0.records = [598_134_326_177_405] }
        if let text {
          let isWhole = text == "598134326177405"
          act.call(
            status: isWhole ? 200 : 404, grounds: isWhole ? .granted : .projectUnknown,
            path: "/rest/v1.0/projects/\(text)/rfis")
        }
      }
    }.words
  }

  @Test func `long identifiers come back whole`() {
    let cut = "\(UInt32(truncatingIfNeeded: 598_134_326_177_405 as Int64))"
    #expect(identifier("598134326177405") == ["pass"])
    #expect(identifier(cut) == ["fail"])
    #expect(identifier("5.98134326177405e+14") == ["fail"])
    #expect(identifier("12345") == ["not-exercised"])
    #expect(identifier(nil, answer: "id \(cut)") == ["fail"])
  }

  private func afterError(
    _ outcome: Outcome, exit: String? = nil, calls: Bool = true, fault: FaultPerformed? = nil
  ) -> [String] {
    var run = history { story in
      story.read { $0.call() }
      story.read(.failed) { $0.call(status: 502, grounds: .faultScripted, fault: .scripted) }
      if exit == nil { story.read(outcome) { if calls { $0.call(fault: fault) } } }
    }
    run.unexpectedExit = exit
    return Check.errorShapes.findings(in: run).words
  }

  private func shapes(
    _ first: Outcome, _ second: Outcome, secondStatus: Int = 500, body: String = #"{"errors":"too long"}"#
  ) -> [String] {
    Check.errorShapes.judging { story in
      story.read { $0.call() }
      for (outcome, status, body) in [(first, 422, #"{"errors":["too long"]}"#), (second, secondStatus, body)] {
        let answer = ConnectorAnswer(status: status, body: "", sentToLogin: false)
        story.step("do", outcomes: [outcome], answers: [answer], action: "read") { act in
          act.call(status: 422, grounds: .faultScripted, fault: .scripted)
          act.change { $0.answerBody = body }
        }
      }
      story.read { $0.call() }
    }.words
  }

  @Test func `an error is told alike in every shape`() {
    #expect(shapes(.rejected, .rejected, secondStatus: 422) == ["pass"])
    #expect(shapes(.rejected, .failed) == ["fail"])
    #expect(shapes(.failed, .failed) == ["fail"], "422 is told to the user, 500 is a fault, though neither is declared")
    #expect(shapes(.failed, .failed, secondStatus: 422) == ["pass"])
    #expect(shapes(.rejected, .failed, secondStatus: 502) == ["pass"], "it says that Procore is to blame")
    #expect(shapes(.rejected, .failed, body: "<h1>Bad gateway</h1>") == ["pass"], "a page is no answer of Procore's")
  }

  @Test func `an error of any shape is survived`() {
    #expect(afterError(.ok) == ["pass"])
    #expect(afterError(.failed) == ["fail"])
    #expect(afterError(.failed, calls: false) == ["not-exercised"])
    // A page in place of the list, with status 200, is no answer that the connector could have read.
    #expect(afterError(.failed, fault: .scripted) == ["not-exercised"])
    #expect(afterError(.ok, exit: "signal 6") == ["fail"])
  }
}
