import HTTPTypes

/// An exchange as it happened, its secrets in clear: what is kept until there is time to write it down.
public struct UnwrittenExchange: Sendable {
  /// 1, 2, 3 … in the order in which requests were decided.
  public var number = 0
  /// When the request was decided, by the mock's clock.
  public var at: Instant
  /// The request.
  public var request: Request
  /// Its parameters.
  public var parameters: RequestParameters
  /// The operation that the request is about.
  public var operation: String?
  /// The path with its identifiers named.
  public var route: String?
  /// The login of the person who calls, where it was looked up before the decision.
  public var user: String?
  /// The company that the call names.
  public var company: Int64?
  /// What was decided; nil where a fault kept it from being decided.
  public var decision: Decision?
  /// The fault that was performed.
  public var fault: FaultPerformed?
  /// The headers that are the answer's own; nil where nothing was answered.
  public var own: OwnHeaders?

  /// A request that came, before anything is decided.
  public init(
    _ request: Request, _ parameters: RequestParameters, operation: String?, route: String?, at now: Instant
  ) {
    self.request = request
    self.parameters = parameters
    self.operation = operation
    self.route = route
    at = now
  }

  /// The exchange as it is before its decision: what faults are matched against.
  ///
  /// - Parameter name: the name of a secret, if a text is one.
  public func undecided(naming name: @escaping (String) -> String?) -> Exchange {
    var call = RecordExchange(naming: name).undecided(
      request, parameters, operation: operation, route: route, at: at)
    call.number = number
    call.user = user
    call.company = company
    return call
  }

  /// The exchange as it is recorded. Exchanges are written in their order: each makes the names of its tokens known to
  /// those after it.
  public func written(_ secrets: KnownSecrets) -> Exchange {
    var exchange = undecided(naming: secrets.name)
    guard let decision else {
      exchange.fault = fault
      return exchange
    }
    secrets.learn(decision.changes)
    exchange = RecordExchange(naming: secrets.name).decided(exchange, decision, fault: fault)
    own?.forEachField(beside: exchange.answerHeaders) {
      exchange.answerHeaders.append(HTTPField(name: $0, value: $1))
    }
    return exchange
  }
}
