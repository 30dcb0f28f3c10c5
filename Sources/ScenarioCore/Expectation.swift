import MockCore

/// One claim about the history.
public struct Expectation: Sendable {
  /// The id it was given, or its place in the file as a JSON pointer.
  public var id: String
  /// What is claimed.
  public var claim: Claim
  /// How often a `seen`, `sometimes` or `record` must hold; nil for at least once.
  public var count: CountRange?
  /// Whether it fails the run or warns when it does not hold.
  public var severity: Finding.Severity
  /// What it rests on, beyond the scenario's own clauses.
  public var clauses: [String]
}

/// The kinds of claims.
public indirect enum Claim: Sendable {
  case seen(Match)
  case never(Match)
  case order([Match])
  /// As `seen`; where it does not hold, nothing is proved.
  case sometimes(Match)
  /// One of these outcomes; of the step that the expectation stands in when `step` is that step's id or place.
  case outcome(step: StepReference, oneOf: [Outcome])
  case response(step: StepReference, ResponseMatch)
  case output(ValueTest)
  /// What the mock holds at the end.
  case record(RecordClaim)
  case anyOf([Expectation])
}

/// A step, by its id or by its index.
public enum StepReference: Hashable, Sendable {
  case id(String)
  case index(Int)
}

/// What the connector's own answer must be like; all parts that are given must hold.
public struct ResponseMatch: Sendable {
  /// A test of the status.
  public var status: ValueTest?
  /// Tests of headers, by name.
  public var headers: [(name: String, test: ValueTest)]
  /// A test of the body.
  public var body: BodyMatch?
  /// A test of a command's exit status.
  public var exit: ValueTest?
  /// A test of a command's output.
  public var output: ValueTest?
}

/// A count, as a literal or with bounds.
public struct CountRange: Hashable, Sendable {
  /// At least.
  public var min: Int
  /// At most; nil for no bound.
  public var max: Int?

  /// Makes a range.
  public init(min: Int, max: Int?) {
    self.min = min
    self.max = max
  }

  /// Whether a count lies in the range.
  public func contains(_ count: Int) -> Bool {
    count >= min && max.map { count <= $0 } ?? true
  }
}
