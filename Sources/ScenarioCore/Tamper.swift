import MockCore

/// What somebody does to the address with which Procore sends the browser back to the connector.
public struct Tamper: Hashable, Sendable, Codable {
  /// What becomes of the `state`.
  public enum State: String, CaseIterable, Hashable, Sendable, Codable {
    case missing, changed
    /// The state of an earlier login of the same browser, which has ended.
    case replayed
    /// The state of a login that another browser has begun.
    case otherSession = "other-session"
  }

  /// What becomes of the `code`.
  public enum Code: String, CaseIterable, Hashable, Sendable, Codable {
    case missing, changed
    /// The address is opened a second time, as by a reload.
    case twice
    /// The address is opened ``Tamper/delay`` after the code was issued.
    case late
  }

  /// The errors that an authorization server may send back with (RFC 6749 section 4.1.2.1).
  public enum AuthorizationError: String, CaseIterable, Hashable, Sendable, Codable {
    case accessDenied = "access_denied"
    case invalidRequest = "invalid_request"
    case unauthorizedClient = "unauthorized_client"
    case unsupportedResponseType = "unsupported_response_type"
    case invalidScope = "invalid_scope"
    case serverError = "server_error"
    case temporarilyUnavailable = "temporarily_unavailable"
  }

  /// What becomes of the `state`; nil where it stays.
  public var state: State?
  /// What becomes of the `code`; nil where it stays.
  public var code: Code?
  /// An `error` that is added.
  public var error: AuthorizationError?

  /// How late `late` is: a code lives ten minutes.
  public static let delay = Duration.seconds(11 * 60)

  /// States what is done.
  public init(state: State? = nil, code: Code? = nil, error: AuthorizationError? = nil) {
    self.state = state
    self.code = code
    self.error = error
  }

  /// The states that are known beside that of the address.
  public struct KnownStates: Hashable, Sendable {
    /// Of an earlier login of the same browser, which has ended.
    public var earlier: String?
    /// Of a login that another browser has begun.
    public var other: String?

    /// States what is known.
    public init(earlier: String? = nil, other: String? = nil) {
      self.earlier = earlier
      self.other = other
    }
  }

  /// What becomes of the way back.
  public enum WayBack: Hashable, Sendable {
    /// The parameters that are brought back instead.
    case changed([Parameter])
    /// It cannot be done to this connector, for this reason.
    case notApplicable(reason: String)
    /// What it takes did not come about in this run, for this reason.
    case inconclusive(reason: String)
  }

  /// Changes the parameters with which the browser is sent back.
  public func change(_ parameters: [Parameter], knowing states: KnownStates) -> WayBack {
    guard code == nil || parameters.contains(where: { $0.name == "code" }) else {
      return .inconclusive(reason: "Procore sent the browser back without a code")
    }
    var changed = parameters
    if let state {
      guard let present = parameters.first(where: { $0.name == "state" })?.value, !present.isEmpty else {
        return .notApplicable(reason: "the connector sends no state that could be changed")
      }
      switch state {
      case .missing: changed.removeAll { $0.name == "state" }
      case .changed: changed.set("state", Self.another(present))
      case .replayed:
        guard let earlier = states.earlier else { return .inconclusive(reason: "no earlier login had a state") }
        changed.set("state", earlier)
      case .otherSession:
        guard let other = states.other else { return .inconclusive(reason: "the other browser was given no state") }
        changed.set("state", other)
      }
    }
    switch code {
    case .missing: changed.removeAll { $0.name == "code" }
    case .changed:
      for index in changed.indices where changed[index].name == "code" {
        changed[index].value = Self.another(changed[index].value)
      }
    case .twice, .late, nil: break
    }
    if let error { changed.append(Parameter("error", error.rawValue)) }
    return .changed(changed)
  }

  /// Another text of the same form: every letter and digit is the next one.
  static func another(_ text: String) -> String {
    let shifted = String(String.UnicodeScalarView(text.unicodeScalars.map(next)))
    return shifted == text ? text + "x" : shifted
  }

  private static func next(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "z": "a"
    case "Z": "A"
    case "9": "0"
    case "a"..."y", "A"..."Y", "0"..."8": Unicode.Scalar(scalar.value + 1) ?? scalar
    default: scalar
    }
  }
}

extension [Parameter] {
  fileprivate mutating func set(_ name: String, _ value: String) {
    for index in indices where self[index].name == name { self[index].value = value }
  }
}

extension Tamper: CustomStringConvertible {
  /// What is done, for people: `state missing`.
  public var description: String {
    let parts = [
      state.map { "state \($0.rawValue)" }, code.map { "code \($0.rawValue)" }, error.map { "error \($0.rawValue)" },
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
