import HTTPTypes
import JSONSource

/// Writes a request and its decision down, with every secret replaced by its name.
public struct RecordExchange {
  private let redact: RedactSecrets

  /// A recorder that knows secrets by their texts.
  ///
  /// - Parameter name: the name of a secret, if a text is one: `refresh#1`, `client-secret`.
  public init(naming name: @escaping (String) -> String?) {
    redact = RedactSecrets(name: name)
  }

  /// What is known before anything is decided: what faults are matched against.
  public func undecided(
    _ request: Request, _ parameters: RequestParameters, operation: String?, route: String?, at now: Instant
  ) -> Exchange {
    var call = Exchange(
      number: 0, at: now, host: request.host, method: request.method, path: redact.text(request.path),
      query: request.query.map(redact.parameter), requestHeaders: headers(request.headers),
      requestBody: body(request, parameters),
      operation: operation, route: route, status: 0, grounds: .faultScripted, presented: presented(request, parameters))
    call.environment = request.environment == .production ? nil : request.environment
    return call
  }

  /// The exchange as it is decided.
  public func decided(_ call: Exchange, _ decision: Decision, fault: FaultPerformed?) -> Exchange {
    var exchange = call
    let about = decision.about
    exchange.operation = about.operation ?? call.operation
    exchange.route = about.route ?? call.route
    exchange.status = decision.answer.status
    exchange.answerHeaders = answerHeaders(decision)
    exchange.answerBody = answerBody(decision)
    exchange.grounds = decision.grounds
    exchange.user = about.user
    exchange.company = about.company
    exchange.project = about.project
    exchange.presented = about.presented ?? call.presented
    exchange.issued = about.issued
    exchange.grant = about.grant
    exchange.needed = about.needed
    exchange.records = about.records
    exchange.installed = about.installed
    exchange.fault = fault
    return exchange
  }

  // MARK: - Parts

  /// What a request presents: the token in its header, or what it brings to the token endpoint.
  private func presented(_ request: Request, _ parameters: RequestParameters) -> String? {
    if let token = Call.bearerText(request).flatMap(redact.name) { return token }
    return ["refresh_token", "code", "token"].lazy.compactMap { parameters[$0].flatMap(redact.name) }.first
  }

  private func headers(_ fields: HTTPFields) -> HTTPFields {
    var redacted: HTTPFields = [:]
    for field in fields {
      redacted.append(HTTPField(name: field.name, value: redact.header(field)))
    }
    return redacted
  }

  /// The headers of an answer; of those that the mock writes, only these can have a secret in them.
  private func answerHeaders(_ decision: Decision) -> HTTPFields {
    let fields = decision.answer.headers
    var redacted = fields
    for name in [HTTPField.Name.location, .setCookie, .link] where fields.contains(name) {
      redacted[fields: name] = fields[fields: name].map { HTTPField(name: name, value: redact.header($0)) }
    }
    if case .fragment(let tokens, let others) = decision.answer.body {
      let carried = tokens.fragment(accessToken: Self.accessToken(issuedBy: decision)).map { "\($0.name)=\($0.value)" }
      let fragment = (carried + (others.isEmpty ? [] : [redact.form(others)])).joined(separator: "&")
      redacted[.location]? += "#" + fragment
    }
    return redacted
  }

  /// The name of the access token that an answer brings.
  private static func accessToken(issuedBy decision: Decision) -> String {
    Redaction.mark(decision.about.issued.first { $0.hasPrefix("access") } ?? "access")
  }

  private func body(_ request: Request, _ parameters: RequestParameters) -> String? {
    guard !request.body.isEmpty else { return nil }
    let type = request.headers[.contentType]?.lowercased() ?? ""
    if type.hasPrefix("multipart/form-data") {
      let fields = MultipartForm.parameters(of: request.body, contentType: request.headers[.contentType] ?? "")
      return fields.map { redact.form($0) }
    }
    let isForm = type.isEmpty || type.hasPrefix("application/x-www-form-urlencoded")
    // JSON is known by its look too: a client that forgets to say so has secrets all the same.
    if request.body.first == UInt8(ascii: "{") || !isForm && type.contains("json"),
      let value = JSONParser.parse(request.body)
    {
      return redact.json(value).encoded()
    }
    let isReadable = isForm && request.body.contains(UInt8(ascii: "="))
    if isReadable && !parameters.isMalformed { return redact.form(parameters.ofBody) }
    guard let text = String(validating: request.body, as: UTF8.self) else { return nil }
    return isReadable ? redact.form(FormEncoding.decode(text)) : redact.text(text)
  }

  private func answerBody(_ decision: Decision) -> String? {
    switch decision.answer.body {
    case .empty, .fragment: return nil
    case .bytes(let bytes): return "\(bytes.count) bytes"
    case .page(let page): return "<!-- \(page.name) page -->"
    case .json(let text): return redact.text(text)
    case .tokens(var tokens):
      let names = decision.about.issued
      tokens.refreshToken = tokens.refreshToken.map { _ in
        Redaction.mark(names.first { $0.hasPrefix("refresh") } ?? decision.about.presented ?? "")
      }
      return tokens.body(accessToken: Self.accessToken(issuedBy: decision))
    }
  }
}

extension Page {
  /// The page's name in records.
  public var name: String {
    switch self {
    case .login: "login"
    case .consent: "consent"
    case .error: "error"
    case .code: "code"
    case .apps: "apps"
    case .welcome: "welcome"
    }
  }
}
