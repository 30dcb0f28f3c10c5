/// What the control API can be asked for; the name of each case is its `operationId` in the description.
public enum ControlRoute: String, CaseIterable, Hashable, Sendable {
  case showIndex, describe
  case listSandboxes, createSandbox, showSandbox, deleteSandbox, resetSandbox
  case showClock, moveClock
  case listTokens, showToken, expireToken, revokeToken
  case showWorld, changeWorld
  case listFaults, armFault, showFault, disarmFault, releaseFault
  case listExchanges, showExchange
  case showKeys

  /// The method by which it is asked for.
  public var method: String { line.method }
  /// The path, in which `{sandbox}` and the like stand for one segment each.
  public var template: String { line.template }
  /// The status of an answer that did what was asked.
  public var success: Int { line.success }
  /// The statuses of problems that can be had beside those that every route has.
  public var problems: [Int] { line.problems }

  /// The statuses of problems that every route can have: a query that is not understood, and a call from elsewhere.
  public static let problemsOfAll = [400, 403]

  /// All statuses with which it can answer.
  public var statuses: Set<Int> { Set([success] + Self.problemsOfAll + problems + (takesInput ? [413] : [])) }

  /// Whether a request may bring a body, if only an empty one.
  public var takesInput: Bool { method == "POST" }

  private typealias Line = (method: String, template: String, success: Int, problems: [Int])

  private static let sandbox = "/sandboxes/{sandbox}"
  private static let token = sandbox + "/tokens/{token}"
  private static let fault = sandbox + "/faults/{fault}"

  private var line: Line {
    switch self {
    case .showIndex: ("GET", "/", 200, [])
    case .describe: ("GET", "/openapi.json", 200, [])
    case .listSandboxes: ("GET", "/sandboxes", 200, [])
    case .createSandbox: ("POST", "/sandboxes", 201, [409, 422, 503])
    case .showSandbox: ("GET", Self.sandbox, 200, [404])
    case .deleteSandbox: ("DELETE", Self.sandbox, 204, [404, 409])
    case .resetSandbox: ("POST", Self.sandbox + "/reset", 200, [404])
    case .showClock: ("GET", Self.sandbox + "/clock", 200, [404])
    case .moveClock: ("POST", Self.sandbox + "/clock", 200, [404, 409, 422])
    case .listTokens: ("GET", Self.sandbox + "/tokens", 200, [404])
    case .showToken: ("GET", Self.token, 200, [404])
    case .expireToken: ("POST", Self.token + "/expire", 200, [404, 409])
    case .revokeToken: ("POST", Self.token + "/revoke", 200, [404])
    case .showWorld: ("GET", Self.sandbox + "/world", 200, [404])
    case .changeWorld: ("POST", Self.sandbox + "/world", 200, [404, 422])
    case .listFaults: ("GET", Self.sandbox + "/faults", 200, [404])
    case .armFault: ("POST", Self.sandbox + "/faults", 201, [404, 409, 422])
    case .showFault: ("GET", Self.fault, 200, [404])
    case .disarmFault: ("DELETE", Self.fault, 204, [404])
    case .releaseFault: ("POST", Self.fault + "/release", 200, [404, 409])
    case .listExchanges: ("GET", Self.sandbox + "/exchanges", 200, [404])
    case .showExchange: ("GET", Self.sandbox + "/exchanges/{number}", 200, [404])
    case .showKeys: ("GET", Self.sandbox + "/jwks.json", 200, [404])
    }
  }
}
