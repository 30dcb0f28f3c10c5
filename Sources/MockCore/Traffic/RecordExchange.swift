import HTTPTypes
import JSONSource

/// Writes a request and its decision down, with every secret replaced by its name.
public struct RecordExchange {
  /// The name of a secret, if a text is one: `refresh#1`, `client-secret`.
  private let name: (String) -> String?

  /// A recorder that knows secrets by their texts.
  public init(naming name: @escaping (String) -> String?) {
    self.name = name
  }

  /// What is known before anything is decided: what faults are matched against.
  public func undecided(_ request: Request, operation: String?, route: String?, at now: Instant) -> Exchange {
    Exchange(
      number: 0, at: now, host: request.host, method: request.method, path: path(request), query: query(request),
      requestHeaders: headers(request.headers), requestBody: body(request), operation: operation, route: route,
      status: 0, grounds: .faultScripted, presented: presented(request))
  }

  /// The exchange as it is decided.
  public func decided(_ call: Exchange, _ decision: Decision, fault: FaultPerformed?) -> Exchange {
    var exchange = call
    let about = decision.about
    exchange.operation = about.operation ?? call.operation
    exchange.route = about.route ?? call.route
    exchange.status = decision.answer.status
    exchange.answerHeaders = headers(decision.answer.headers)
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
    exchange.fault = fault
    return exchange
  }

  // MARK: - Parts

  private func path(_ request: Request) -> String {
    let pieces = request.path.split(separator: "/", omittingEmptySubsequences: false)
    return pieces.map { piece in name(String(piece)).map(Redaction.mark) ?? String(piece) }.joined(separator: "/")
  }

  private func query(_ request: Request) -> [Parameter] { request.query.map(redacted) }

  private func redacted(_ parameter: Parameter) -> Parameter {
    Parameter(parameter.name, redacted(parameter.value, named: parameter.name))
  }

  private func redacted(_ value: String, named field: String) -> String {
    if let name = name(value) { return Redaction.mark(name) }
    switch field {
    case "client_secret": return value.isEmpty ? value : Redaction.clientSecret
    case "session[password]", "password": return Redaction.password
    case "refresh_token", "access_token", "token", "code": return value.isEmpty ? value : Redaction.mark("unknown")
    case "return_to": return address(value)
    default: return value
    }
  }

  private func presented(_ request: Request) -> String? {
    Call.bearerText(request).flatMap(name) ?? RequestParameters(request)["refresh_token"].flatMap(name)
  }

  private func headers(_ fields: HTTPFields) -> HTTPFields {
    var redacted: HTTPFields = [:]
    for field in fields {
      redacted.append(HTTPField(name: field.name, value: header(field)))
    }
    return redacted
  }

  private func header(_ field: HTTPField) -> String {
    switch field.name {
    case .authorization:
      let pieces = field.value.split(separator: " ", maxSplits: 1)
      guard pieces.count == 2 else { return Redaction.mark("unknown") }
      if pieces[0].lowercased() == "basic" { return "\(pieces[0]) \(Redaction.clientSecret)" }
      return "\(pieces[0]) \(Redaction.mark(name(String(pieces[1])) ?? "unknown"))"
    case .cookie, .setCookie: return Redaction.mark("session")
    case .location, .referer: return address(field.value)
    default: return name(field.value).map(Redaction.mark) ?? field.value
    }
  }

  /// An address with the secrets in its query replaced; the marks stay readable.
  private func address(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "?") else { return text }
    return text[..<mark] + "?" + readable(FormEncoding.decode(text[text.index(after: mark)...]).map(redacted))
  }

  private func body(_ request: Request) -> String? {
    guard !request.body.isEmpty else { return nil }
    let type = request.headers[.contentType]?.lowercased() ?? ""
    if type.hasPrefix("application/json"), let value = JSONParser.parse(request.body) {
      return redacted(value).encoded()
    }
    if type.hasPrefix("multipart/form-data") {
      let fields = MultipartForm.parameters(of: request.body, contentType: request.headers[.contentType] ?? "")
      return fields.map { readable($0.map(redacted)) }
    }
    guard let text = String(validating: request.body, as: UTF8.self) else { return nil }
    return text.contains("=") ? readable(FormEncoding.decode(text).map(redacted)) : text
  }

  private func redacted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): return name(text).map { .string(Redaction.mark($0)) } ?? value
    case .array(let elements): return .array(elements.map(redacted))
    case .object(let members):
      var kept = JSONObject()
      for member in members {
        if case .string(let text) = member.value {
          kept[member.key] = .string(redacted(text, named: member.key))
        } else {
          kept[member.key] = redacted(member.value)
        }
      }
      return .object(kept)
    default: return value
    }
  }

  private func readable(_ parameters: [Parameter]) -> String {
    parameters.map { parameter in
      let isMark = parameter.value.hasPrefix("⟨") && parameter.value.hasSuffix("⟩")
      return FormEncoding.escape(parameter.name) + "="
        + (isMark ? parameter.value : FormEncoding.escape(parameter.value))
    }.joined(separator: "&")
  }

  private func answerBody(_ decision: Decision) -> String? {
    switch decision.answer.body {
    case .empty: return nil
    case .page(let page): return "<!-- \(page.name) page -->"
    case .json(let text): return text
    case .tokens(var tokens):
      let names = decision.about.issued
      tokens.refreshToken = Redaction.mark(names.first { $0.hasPrefix("refresh") } ?? decision.about.presented ?? "")
      let access = Redaction.mark(names.first { $0.hasPrefix("access") } ?? "access")
      return tokens.body(accessToken: access).encoded()
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
    case .welcome: "welcome"
    }
  }
}
