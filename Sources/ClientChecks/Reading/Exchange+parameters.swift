import JSONSource
import MockCore

extension Exchange {
  /// The value of a parameter, of the body first and then of the query; nil where it is missing or empty, which is the
  /// same (RFC 6749 section 3.2).
  func parameter(_ name: String) -> String? {
    (bodyParameters + query).first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// The parameters of the body, which the record keeps as JSON or as a form.
  var bodyParameters: [Parameter] {
    guard let requestBody else { return [] }
    guard requestBody.first == "{" else { return FormEncoding.decode(requestBody) }
    guard let object = JSONParser.parse(Array(requestBody.utf8))?.objectValue else { return [] }
    return object.members.compactMap { member in
      member.value.isNull ? nil : Parameter(member.key, member.value.stringValue ?? member.value.encoded())
    }
  }

  /// The code that a token request carried, by ordinal; nil for one that was never issued. Answers that a fault
  /// scripted do not name it, so the request itself is read too.
  var presentedCode: String? { secret("code#", in: "code") }

  /// The refresh token that a token request carried, by ordinal; nil for one that was never issued.
  var presentedRefreshToken: String? { secret("refresh#", in: "refresh_token") }

  private func secret(_ kind: String, in parameter: String) -> String? {
    if let presented, presented.hasPrefix(kind) { return presented }
    return Secrets.names(in: self.parameter(parameter)).first { $0.hasPrefix(kind) }
  }
}
