import HTTPTypes

extension HTTPFields {
  /// The value of a name, as the subscript has it; quick where there is only one field of that name.
  public func value(of name: HTTPField.Name) -> String? {
    guard let place = firstIndex(where: { $0.name == name }) else { return nil }
    return self[(place + 1)...].contains { $0.name == name } ? self[name] : self[place].value
  }
}

extension HTTPField.Name {
  /// The company into which a call is made (Procore, MPR guide).
  public static let procoreCompanyID = literal("Procore-Company-Id")
  /// How many rows a list has in all (Procore, pagination).
  public static let total = literal("Total")
  /// How many rows a page has (Procore, pagination).
  public static let perPage = literal("Per-Page")
  /// The addresses of other pages (RFC 8288).
  public static let link = literal("Link")
  /// Goes with `Cache-Control` in token answers (RFC 6749 section 5.1).
  public static let pragma = literal("Pragma")
  /// The identifier of an answer.
  public static let requestID = literal("X-Request-Id")
  /// How many calls the nearest limit allows (Procore, rate limiting).
  public static let rateLimitLimit = literal("X-Rate-Limit-Limit")
  /// How many are left.
  public static let rateLimitRemaining = literal("X-Rate-Limit-Remaining")
  /// When the count begins anew, in seconds since the Unix epoch.
  public static let rateLimitReset = literal("X-Rate-Limit-Reset")

  /// A name that is written in the source, so that a bad one is a mistake of ours.
  static func literal(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a header") }
    return name
  }
}
