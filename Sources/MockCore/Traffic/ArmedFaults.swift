/// The faults that wait for their calls, and how often each has fired.
public struct ArmedFaults: Sendable {
  private var armed: [Armed] = []
  private var running: [String: Int] = [:]

  private struct Armed: Sendable {
    var fault: Fault
    var action: String?
    var passed = 0
    var fired = 0
  }

  /// No fault is armed.
  public init() {}

  /// Arms a fault; with an action, only API calls made while it runs are meant.
  public mutating func arm(_ fault: Fault, action: String?) {
    armed.append(Armed(fault: fault, action: action))
  }

  /// Takes a fault away; whether there was one of that name.
  @discardableResult
  public mutating func disarm(_ name: String) -> Bool {
    let count = armed.count
    armed.removeAll { $0.fault.name == name }
    return armed.count < count
  }

  /// All faults in the order of arming, with how many matching calls each let pass and how many it hit.
  public var all: [(fault: Fault, passed: Int, fired: Int)] { armed.map { ($0.fault, $0.passed, $0.fired) } }

  /// An action of the connector has begun.
  public mutating func begin(action: String) { running[action, default: 0] += 1 }

  /// An action of the connector has ended.
  public mutating func end(action: String) { running[action, default: 0] -= 1 }

  /// The fault that hits a call, if one does; the first that was armed and has not fired often enough.
  public mutating func hit(_ call: Exchange) -> Fault? {
    for index in armed.indices where armed[index].fired < armed[index].fault.times && means(armed[index], call) {
      guard armed[index].passed >= armed[index].fault.skip else {
        armed[index].passed += 1
        continue
      }
      armed[index].fired += 1
      return armed[index].fault
    }
    return nil
  }

  /// Whether a call may still be hit.
  public var areArmed: Bool { armed.contains { $0.fired < $0.fault.times } }

  /// How often each fault has fired, in the order of arming.
  public var fired: [(name: String, count: Int)] { armed.map { ($0.fault.name, $0.fired) } }

  /// Whether a fault has hit a call by now.
  public func hasFired(_ name: String) -> Bool {
    armed.contains { $0.fault.name == name && $0.fired > 0 }
  }

  private func means(_ armed: Armed, _ call: Exchange) -> Bool {
    if let action = armed.action, running[action, default: 0] == 0 || call.host != .api { return false }
    return armed.fault.match.matchesCall(call)
  }
}
