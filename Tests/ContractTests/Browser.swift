import MockCore

/// A browser of the tests: it keeps cookies and fills in forms, and follows nothing by itself.
final class Browser {
  private let mock: MockUnderTest
  private let host: MockCore.Host
  private let environment: Deployment
  private(set) var cookies: [String: String] = [:]

  init(_ mock: MockUnderTest, at host: MockCore.Host = .login, in environment: Deployment = .production) {
    self.mock = mock
    self.host = host
    self.environment = environment
  }

  /// Forgets who this browser is.
  func forget() { cookies = [:] }

  /// Opens an address of the login host.
  func open(_ target: String) async throws -> Reply { try await send("GET", target) }

  /// Sends a form by one of its buttons, with these fields filled in.
  func press(_ form: Form, button: String? = nil, filling: [String: String] = [:]) async throws -> Reply {
    var fields = form.fields.map { Parameter($0.name, filling[$0.name] ?? $0.value) }
    if let pressed = form.buttons.first(where: { $0.value == button }) { fields.append(pressed) }
    return try await send(form.method, form.action, body: FormEncoding.encode(fields))
  }

  private func send(_ method: String, _ target: String, body: String = "") async throws -> Reply {
    var headers: [String: String] = [:]
    if !cookies.isEmpty { headers["Cookie"] = cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }
    if method == "POST" { headers["Content-Type"] = "application/x-www-form-urlencoded" }
    let reply = try await mock.send(method, target, host: host, in: environment, headers: headers, body: body)
    for (name, value) in reply.headers where name.lowercased() == "set-cookie" {
      let pair = value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else { continue }
      cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
    }
    return reply
  }
}

/// A form of a page.
struct Form {
  var method: String
  var action: String
  var fields: [Parameter]
  var buttons: [Parameter]
}

extension Reply {
  /// The forms of a page.
  var forms: [Form] {
    text.matches(of: /<form\b([^>]*)>(.*?)<\/form>/.dotMatchesNewlines()).map { form in
      let inputs = form.2.matches(of: /<(input|button)\b([^>]*)>/).map { (kind: $0.1, tag: $0.2) }
      func named(_ kind: Substring) -> [Parameter] {
        inputs.filter { $0.kind == kind }.compactMap { input in
          Self.attribute("name", of: input.tag).map { Parameter($0, Self.attribute("value", of: input.tag) ?? "") }
        }
      }
      return Form(
        method: Self.attribute("method", of: form.1)?.uppercased() ?? "GET",
        action: Self.attribute("action", of: form.1) ?? "", fields: named("input"), buttons: named("button"))
    }
  }

  /// The form that has a button of this value.
  func form(withButton value: String) -> Form? { forms.first { $0.buttons.contains { $0.value == value } } }

  private static func attribute(_ name: String, of tag: Substring) -> String? {
    let attributes = tag.matches(of: /([a-zA-Z-]+)="([^"]*)"/)
    return attributes.first { $0.1 == name }.map { unescaped($0.2) }
  }

  /// Text as it was before it was put into HTML.
  static func unescaped(_ text: Substring) -> String {
    let entities = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&apos;", "'"),
      ("&#x2F;", "/"), ("&amp;", "&"),
    ]
    return entities.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
  }
}
