import JSONSource
import Testing

@testable import ScenarioCore

/// What is refused when a file is read because of the order of its steps, each beside the twin that is right.
@Suite struct FaultOrderTests {
  /// What is said about a list of steps, as `line: message; hint`; steps in the background are read elsewhere.
  private func said(_ steps: String...) -> [String] {
    let text =
      #"{"format": 1, "title": "A", "expect": {"seen": {"endpoint": "api"}}, "steps": ["# + "\n"
      + steps.joined(separator: ",\n") + "]}"
    return read(scenario: text).diagnostics.inOrder.map { diagnostic in
      "\(diagnostic.place?.line ?? 0): \(diagnostic.message)" + (diagnostic.hint.map { "; \($0)" } ?? "")
    }.filter { !$0.contains("not of this version") }
  }

  private func fault(
    _ name: String = "slow", on match: String = #"{"endpoint": "oauth.refresh"}"#, reply: String = #""hold""#,
    skip: Int = 0
  ) -> String {
    #"{"fault": {"name": "\#(name)", "on": \#(match), "reply": \#(reply), "skip": \#(skip)}}"#
  }

  private static let reading = #"{"do": "read"}"#
  private static let background = #"{"id": "bg", "do": "read", "background": true}"#
  private static let release = #"{"release": "slow"}"#
  private static let finish = #"{"finish": "bg"}"#
  private static let seen = #"{"wait": {"for": {"endpoint": "oauth.refresh"}}}"#

  // MARK: - Holds

  @Test func `a hold is released while a step in the background waits`() {
    #expect(said(Self.reading, fault(), Self.background, Self.seen, Self.release, Self.finish) == [])
  }

  @Test func `a hold that is never released is refused`() {
    #expect(
      said(fault(), Self.background, Self.finish) == [
        #"2: the fault "slow" holds an answer and is never released; "#
          + #"add {"release": "slow"} as a later step; a connector's time-out is tested with {"hang": "20s"}"#
      ])
  }

  @Test(arguments: [
    (#"{"endpoint": "oauth.refresh"}"#, #"{"do": "read"}"#), (#"{"endpoint": "api"}"#, #"{"do": "read"}"#),
    (#"{"action": "read"}"#, #"{"do": {"action": "read", "times": 2}}"#), (#"{"host": "login"}"#, #"{"login": {}}"#),
    (#"{"endpoint": "oauth.code"}"#, #"{"login": {}}"#),
  ])
  func `a step that would wait for the held answer is refused`(match: String, step: String) {
    #expect(
      said(fault(on: match), step, Self.release, Self.reading) == [
        #"3: the step waits for the answer that the fault "slow" holds until it is released in line 4; "#
          + #"add "background": true, and finish the step after the release"#
      ])
  }

  @Test(arguments: [
    (#"{"endpoint": "oauth.code"}"#, #"{"do": "read"}"#), (#"{"endpoint": "oauth.refresh"}"#, #"{"login": {}}"#),
    (#"{"action": "write"}"#, #"{"do": "read"}"#),
  ])
  func `a step whose calls the hold is not for goes on`(match: String, step: String) {
    #expect(
      said(
        fault(on: match), step, #"{"id": "bg", "do": "write", "background": true}"#, Self.release, Self.finish) == [])
  }

  @Test func `a hold that lets calls pass first may not be for the next step`() {
    #expect(said(fault(skip: 1), Self.reading, Self.background, Self.release, Self.finish) == [])
  }

  @Test func `a step goes on where one in the background may be held in its place`() {
    #expect(said(fault(), Self.background, Self.seen, Self.reading, Self.release, Self.finish) == [])
  }

  @Test func `the one step that is held cannot be finished before the release`() {
    #expect(
      said(fault(), Self.background, Self.finish, Self.release, Self.reading) == [
        #"4: the step waits for the answer that the fault "slow" holds until it is released in line 5; "#
          + #"release "slow" before the step is finished"#
      ])
  }

  @Test func `quiet never comes while an answer is held`() {
    let steps = [fault(), Self.background, #"{"wait": "quiet"}"#, Self.release, Self.finish]
    #expect(
      said(steps[0], steps[1], steps[2], steps[3], steps[4]) == [
        #"4: the step waits for the answer that the fault "slow" holds until it is released in line 5; "#
          + #"wait for the held call with {"wait": {"for": …}}, and for quiet after the release"#
      ])
    #expect(said(steps[0], steps[1], Self.seen, steps[3], steps[2], steps[4]) == [])
  }

  @Test func `a release of what holds nothing is refused`() {
    #expect(
      said(fault(), #"{"release": "slwo"}"#, Self.release, Self.reading) == [
        #"3: no fault has the name "slwo"; did you mean "slow"?"#
      ])
    #expect(
      said(fault("drop", reply: #""reset""#), #"{"release": "drop"}"#, Self.reading) == [
        #"3: the fault "drop" holds nothing that could be released; its reply would be "hold""#
      ])
    #expect(
      said(fault(), Self.release, Self.release, Self.reading) == [
        #"4: the fault "slow" is released twice; it is released in line 3, and holds nothing from then on"#
      ])
    #expect(
      said(Self.release, fault(), Self.background, Self.release, Self.finish) == [
        #"2: the fault "slow" is released before it is armed; it is armed in line 3"#,
        #"5: the fault "slow" is released twice; it is released in line 2, and holds nothing from then on"#,
      ])
  }

  // MARK: - Rules that can never fire

  @Test func `a fault that no step can meet any more is refused`() {
    let reset = fault("f", on: #"{"endpoint": "api"}"#, reply: #""reset""#)
    #expect(
      said(Self.reading, reset, #"{"world": {"revoke": "access"}}"#) == [
        #"3: the fault can never fire: no step after it makes a call; "#
          + #"arm it before the "do" or "login" that it is for"#
      ])
    for later in [Self.reading, #"{"login": {}}"#, #"{"wait": "quiet"}"#, #"{"connector": "restart"}"#] {
      #expect(said(reset, later) == [])
    }
  }

  @Test func `a fault on an action that only earlier steps do is refused`() {
    let ofRead = fault("f", on: #"{"action": "read"}"#, reply: #""reset""#)
    #expect(
      said(Self.reading, ofRead, #"{"do": "write"}"#) == [
        #"3: the fault can never fire: no step after it does "read"; arm it before the "do" that it is for"#
      ])
    #expect(said(Self.reading, ofRead, Self.reading) == [])
    #expect(said(Self.background, ofRead, #"{"do": "write"}"#, Self.finish) == [], "the action still runs")
    #expect(said(ofRead, #"{"do": "write"}"#).map { $0.prefix(22) } == [#"2: no step does "read""#])
  }

  @Test func `a method that an operation never has is refused`() {
    func said(_ match: String) -> [String] {
      self.said(fault("f", on: match, reply: #""reset""#), Self.reading)
    }
    #expect(
      said(#"{"endpoint": "rfis.list", "method": "POST"}"#) == [
        "2: the fault can never fire: rfis.list is never asked with POST; it is asked with GET or HEAD"
      ])
    #expect(
      said(#"{"endpoint": "oauth.refresh", "method": "PUT"}"#) == [
        "2: the fault can never fire: oauth.refresh is never asked with PUT; it is asked with POST"
      ])
    #expect(
      said(#"{"endpoint": "oauth.refresh", "method": "post"}"#).first
        == #"2: unknown method "post"; did you mean "POST"?"#)
    #expect(said(#"{"endpoint": "rfis.list", "method": "HEAD"}"#) == [])
    #expect(said(#"{"endpoint": "rfis.create", "method": "POST"}"#) == [])
    #expect(said(#"{"endpoint": "api", "method": "DELETE"}"#) == [])
  }

  @Test func `a fault on an action never means the login host`() {
    func said(_ match: String) -> [String] {
      self.said(fault("f", on: match, reply: #""reset""#), Self.reading)
    }
    let hint = #"leave out "action"; a fault counts from its own step on"#
    #expect(
      said(#"{"action": "read", "endpoint": "oauth.refresh"}"#) == [
        #"2: the fault can never fire: "action" means API calls, and oauth.refresh is none; \#(hint)"#
      ])
    #expect(
      said(#"{"action": "read", "host": "login"}"#) == [
        #"2: the fault can never fire: "action" means API calls, which never go to the host "login"; \#(hint)"#
      ])
    #expect(said(#"{"action": "read", "endpoint": "rfis.list", "host": "api"}"#) == [])
  }
}
