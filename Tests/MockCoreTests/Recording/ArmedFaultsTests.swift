import Testing

@testable import MockCore

/// Which call a fault hits: by count, never by chance.
struct ArmedFaultsTests {
  private func fault(_ name: String, operation: String = "oauth.refresh", skip: Int = 0, times: Int = 1) -> Fault {
    var match = Match()
    match.endpoint = .eq(.string(operation))
    return Fault(name: name, match: match, reply: .dropAfterCommit, skip: skip, times: times)
  }

  private func call(_ operation: String = "oauth.refresh", host: Host = .login) -> Exchange {
    Exchange(
      number: 0, at: TestWorld.now, host: host, method: "POST", path: "/", operation: operation, status: 0,
      grounds: .faultScripted)
  }

  /// The names of the faults that hit so many calls in a row.
  private func hits(_ faults: inout ArmedFaults, _ count: Int, _ call: Exchange) -> [String?] {
    (0..<count).map { _ in faults.hit(call)?.name }
  }

  @Test func `a fault hits the first call that it means, and no other`() {
    var faults = ArmedFaults()
    faults.arm(fault("drop"), action: nil)
    #expect(faults.hit(call("oauth.code")) == nil)
    #expect(hits(&faults, 3, call()) == ["drop", nil, nil])
    #expect(faults.fired.map(\.count) == [1])
  }

  @Test func `a fault hits as many calls as it says`() {
    var faults = ArmedFaults()
    faults.arm(fault("drop", times: 2), action: nil)
    #expect(hits(&faults, 4, call()) == ["drop", "drop", nil, nil])
  }

  @Test func `a fault lets as many calls pass as it says, and counts only those it means`() {
    var faults = ArmedFaults()
    faults.arm(fault("drop", skip: 2), action: nil)
    #expect(faults.hit(call()) == nil)
    #expect(faults.hit(call("oauth.code")) == nil)
    #expect(faults.hit(call()) == nil)
    #expect(faults.hit(call())?.name == "drop")
    #expect(faults.hit(call()) == nil)
  }

  @Test func `of two faults the one armed first hits, and the other when it is spent`() {
    var faults = ArmedFaults()
    faults.arm(fault("first"), action: nil)
    faults.arm(fault("second"), action: nil)
    #expect(hits(&faults, 3, call()) == ["first", "second", nil])
    #expect(faults.fired.map(\.name) == ["first", "second"])
    #expect(faults.fired.map(\.count) == [1, 1])
  }

  @Test func `a fault that never fired is known not to have`() {
    var faults = ArmedFaults()
    faults.arm(fault("drop"), action: nil)
    _ = faults.hit(call("oauth.code"))
    #expect(faults.fired.map(\.count) == [0])
  }

  @Test func `a fault of an action hits only the API calls made while it runs`() {
    var faults = ArmedFaults()
    faults.arm(fault("drop", operation: "api", times: 5), action: "read")
    let reading = call("rfis.list", host: .api)
    #expect(faults.hit(reading) == nil, "the action has not begun")
    faults.begin(action: "write")
    #expect(faults.hit(reading) == nil, "another action runs")
    faults.begin(action: "read")
    #expect(faults.hit(reading)?.name == "drop")
    faults.end(action: "read")
    #expect(faults.hit(reading) == nil, "the action has ended")
  }

  @Test func `a fault of an action leaves the login host alone`() {
    var faults = ArmedFaults()
    faults.arm(Fault(name: "drop", match: Match(), reply: .dropAfterCommit, times: 5), action: "read")
    faults.begin(action: "read")
    #expect(faults.hit(call("oauth.refresh", host: .login)) == nil)
    #expect(faults.hit(call("rfis.list", host: .api))?.name == "drop")
  }

  @Test func `an action that runs twice at once runs until both have ended`() {
    var faults = ArmedFaults()
    faults.arm(fault("drop", operation: "api", times: 5), action: "read")
    let reading = call("rfis.list", host: .api)
    faults.begin(action: "read")
    faults.begin(action: "read")
    faults.end(action: "read")
    #expect(faults.hit(reading)?.name == "drop")
    faults.end(action: "read")
    #expect(faults.hit(reading) == nil)
  }

  @Test func `a fault may mean the calls of one person, or of one company`() {
    var faults = ArmedFaults()
    var match = Match()
    match.user = .eq("rita.reader@granite.example")
    match.company = .eq(4001)
    faults.arm(Fault(name: "drop", match: match, reply: .dropAfterCommit), action: nil)
    var reading = call("rfis.list", host: .api)
    reading.user = "sam.standard@granite.example"
    reading.company = 4001
    #expect(faults.hit(reading) == nil)
    reading.user = "rita.reader@granite.example"
    reading.company = 4002
    #expect(faults.hit(reading) == nil)
    reading.company = 4001
    #expect(faults.hit(reading)?.name == "drop")
  }

  @Test func `a fault is known to have fired from its first call on`() {
    var faults = ArmedFaults()
    faults.arm(fault("drop"), action: nil)
    faults.arm(fault("other"), action: nil)
    #expect(!faults.hasFired("drop"))
    _ = faults.hit(call())
    #expect(faults.hasFired("drop"))
    #expect(!faults.hasFired("other"))
    #expect(!faults.hasFired("never armed"))
  }

  @Test(arguments: [
    (FaultReply.status(503, headers: [], body: nil), false, true), (.dropBeforeCommit, false, false),
    (.hang(.seconds(20)), false, false), (.dropAfterCommit, true, false), (.reset, true, false),
    (.truncate, true, false), (.garbage, true, false), (.drip, true, true), (.delay(.seconds(3)), true, true),
    (.hold, true, true),
  ])
  func `each reply says whether it commits and whether it delivers`(reply: FaultReply, commits: Bool, delivers: Bool) {
    #expect(reply.commits == commits)
    #expect(reply.delivers == delivers)
  }
}
