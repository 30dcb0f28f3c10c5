import JSONSource
import MockCore
import Testing

@testable import ScenarioCore

/// Each reply of a fault, with what is said about one that is written wrongly.
@Suite struct FaultReadingTests {
  private func steps(_ reply: String) -> String {
    #"{"fault": {"name": "f", "on": {"endpoint": "api"}, "reply": \#(reply)}}, {"do": "read"}"#
  }

  @Test(arguments: [
    (#""drop-before-commit""#, FaultReply.dropBeforeCommit), (#""drop-after-commit""#, .dropAfterCommit),
    (#""reset""#, .reset), (#""truncate""#, .truncate), (#""drip""#, .drip), (#""garbage""#, .garbage),
    (#"{"delay": "3s"}"#, .delay(.seconds(3))), (#"{"hang": "20s", "note": "long"}"#, .hang(.seconds(20))),
    (#"{"status": 503}"#, .status(503, headers: [], body: nil)),
    (#"{"status": 200, "body": "<html>"}"#, .status(200, headers: [], body: "<html>")),
  ])
  func `each reply is read`(reply: String, expected: FaultReply) throws {
    let scenario = try scenario(steps(reply), expect: #"{"seen": {"endpoint": "api"}}"#)
    guard case .fault(let step) = scenario.steps[0].verb else {
      Issue.record("expected a fault")
      return
    }
    #expect(step.fault.reply == expected)
  }

  @Test(arguments: [
    (#""silence""#, #"unknown reply "silence"; the replies are {"status": …}, {"delay": …}, {"hang": …}, "#),
    (#""hodl""#, #"unknown reply "hodl"; did you mean "hold"?"#),
    (#"{"delay": "0s"}"#, #"expected more than nothing and at most 10m of real time, found "0s""#),
    (#"{"hang": "11m"}"#, #"expected more than nothing and at most 10m of real time, found "11m""#),
    (#"{"delay": 3}"#, "expected a string, found an integer"),
    (#"{"delay": "3s", "status": 503}"#, #"a reply is one thing, found "status" and "delay"; a reply is one of "#),
    (#"{"delay": "3s", "body": {}}"#, #""body" belongs to a "status"; after a "delay" nothing is scripted"#),
    (#"{"headers": {}}"#, #"missing key "status" in a reply; a reply is one of "#),
    (#"{"dealy": "3s"}"#, #"missing key "status" in a reply"#),
  ])
  func `a reply that cannot be given is told, with its place`(reply: String, message: String) throws {
    let text = #"{"format": 1, "title": "A", "expect": {"seen": {"status": 1}}, "steps": [\#n\#(steps(reply))]}"#
    let read = read(scenario: text)
    let first = try #require(read.diagnostics.inOrder.first)
    #expect(read.diagnostics.messages[0].hasPrefix(message), "\(read.diagnostics.messages)")
    #expect(first.place?.line == 2)
  }

  @Test func `a release is read`() throws {
    let read = read(
      scenario: #"""
        {"format": 1, "title": "A", "expect": {"seen": {"endpoint": "oauth.refresh"}}, "steps": [
          {"fault": {"name": "slow", "on": {"endpoint": "oauth.refresh"}, "reply": "hold"}}, {"wait": "quiet"},
          {"id": "r", "release": "slow"}, {"do": "read"}]}
        """#)
    #expect(read.diagnostics.messages == [])
    let step = try #require(read.value?.steps[2])
    guard case .release("slow") = step.verb else {
      Issue.record("expected a release")
      return
    }
    #expect(step.verb.word == "release")
    #expect(step.verb.summary == #"release "slow""#)
  }
}
