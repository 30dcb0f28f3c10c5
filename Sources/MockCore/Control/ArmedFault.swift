import JSONSource

/// A fault of a sandbox, with what became of it.
public struct ArmedFault: Sendable {
  /// The fault as it was sent; nil for one of a scenario.
  public var order: JSONValue?
  /// The fault.
  public var fault: Fault
  /// How many matching calls were let pass.
  public var passed: Int
  /// How many calls it has hit.
  public var fired: Int
  /// How many answers it keeps at the moment.
  public var open: Int

  /// States what became of a fault.
  public init(order: JSONValue?, fault: Fault, passed: Int, fired: Int, open: Int) {
    self.order = order
    self.fault = fault
    self.passed = passed
    self.fired = fired
    self.open = open
  }

  /// The fault for programs.
  public var json: JSONValue {
    [
      "name": .string(fault.name), "on": order?["on"] ?? .null, "reply": order?["reply"] ?? .null,
      "times": .integer(Int64(fault.times)), "skip": .integer(Int64(fault.skip)), "passed": .integer(Int64(passed)),
      "fired": .integer(Int64(fired)), "open": .integer(Int64(open)), "armed": .bool(fired < fault.times),
    ]
  }
}

extension Reader where Value == Fault {
  /// A fault that is armed by hand: as in a scenario, but no action is known whose calls could be meant.
  public static func faultWithoutAction(knowing names: MatchVocabulary) -> Reader<Fault> {
    Reader { json, diagnostics in
      if let action = json["on"]?["action"] {
        diagnostics.error(
          "nobody knows here which action runs", at: action, hint: "choose calls by endpoint, path, user or token")
      }
      return fault(knowing: names).read(json, diagnostics)
    }
  }
}
