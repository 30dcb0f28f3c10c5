import HTTPTypes
import JSONSource

/// How large a request may be.
public enum RequestLimits {
  /// The largest body, in bytes; no call of the catalog needs more.
  public static let body = 4 << 20
  /// The most parameters in a query or form (Rack's limit).
  public static let parameters = 4096
  /// The longest path and query, in bytes.
  public static let target = 16 << 10
  /// The most headers.
  public static let headers = 128
  /// All headers together, in bytes.
  public static let headerBytes = 64 << 10
}

/// What keeps a request from being read.
public enum RequestDefect: Hashable, Sendable {
  case bodyTooLarge, targetTooLong, tooManyParameters, headersTooLarge
  /// The query is no form: broken percent-encoding, or bytes that are no UTF-8.
  case queryUnreadable
  /// It is no HTTP: nothing is known of it but where it came.
  case noHTTP

  /// The status of the answer (RFC 9110 section 15.5; RFC 6585 section 5).
  public var status: Int {
    switch self {
    case .bodyTooLarge: 413
    case .targetTooLong: 414
    case .headersTooLarge: 431
    case .tooManyParameters, .queryUnreadable, .noHTTP: 400
    }
  }

  /// The grounds of the answer.
  public var grounds: Grounds { status == 400 ? .requestMalformed : .requestTooLarge }
}

/// The answer to a request that cannot be read.
public enum RefuseDefect {
  /// Decides on such a request: in the words of the endpoint that it would have reached.
  public static func decide(_ defect: RequestDefect, _ endpoint: OAuthEndpoint?, _ request: Request, profile: Profile)
    -> Decision
  {
    var error = OAuthError.requestMalformed
    error.status = defect.status
    if let endpoint, !endpoint.isForPeople {
      return Decision(error.answer(profile), because: defect.grounds)
    }
    if endpoint != nil || request.host == .login {
      let page = Page.error(title: "An error has occurred", description: error.description)
      return Decision(.page(defect.status, page), because: defect.grounds)
    }
    let words = profile.refusal(on: defect.grounds, action: nil).body
    return Decision(.json(defect.status, words), because: defect.grounds)
  }
}

extension Request {
  /// What came to a host and could not be read as a request.
  public init(unreadable defect: RequestDefect, at host: Host, in environment: Deployment) {
    self.init(host: host, method: "?", path: "/", environment: environment)
    self.defect = defect
  }

  /// A request as it came over a wire, with what is wrong with its address and its headers.
  ///
  /// - Parameter target: path and query, percent-encoded.
  public init(
    host: Host, authority: String? = nil, method: String, target: String, headers: HTTPFields, body: [UInt8],
    environment: Deployment = .production
  ) {
    let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
    let strict = mark.map { FormEncoding.decodeStrictly(target[target.utf8.index(after: $0)...]) } ?? []
    self.init(
      host: host, authority: authority, method: method, path: mark.map { String(target[..<$0]) } ?? target,
      query: strict ?? [], headers: headers, body: body, environment: environment)
    let headerBytes = headers.reduce(0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count }
    if target.utf8.count > RequestLimits.target {
      defect = .targetTooLong
    } else if headers.count > RequestLimits.headers || headerBytes > RequestLimits.headerBytes {
      defect = .headersTooLarge
    } else if strict == nil {
      defect = .queryUnreadable
    } else if query.count > RequestLimits.parameters {
      defect = .tooManyParameters
    }
    // What is not going to be looked at is not going to be recorded either.
    if defect == .targetTooLong || defect == .tooManyParameters { query = [] }
    if defect == .targetTooLong { path = String(path.prefix(256)) }
    if defect == .headersTooLarge { self.headers = [:] }
  }
}
