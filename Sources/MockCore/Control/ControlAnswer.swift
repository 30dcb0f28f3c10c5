import HTTPTypes
import JSONSource

/// A request to the control API.
public struct ControlRequest: Sendable {
  /// The method, upper case.
  public var method: String
  /// The path as it came, without the query.
  public var path: String
  /// The query, decoded; nil where it is no form.
  public var query: [Parameter]?
  /// The host and port that the client called, lower case; nil where it did not say.
  public var authority: String?
  /// The headers.
  public var headers: HTTPFields
  /// The body.
  public var body: [UInt8]

  /// Makes a request.
  ///
  /// - Parameter target: path and query as they came.
  public init(
    method: String, target: String, authority: String?, headers: HTTPFields = [:], body: [UInt8] = []
  ) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.method = method
    path = parts.first.map(String.init) ?? "/"
    query = parts.count > 1 ? FormEncoding.decodeStrictly(parts[1]) : []
    self.authority = authority
    self.headers = headers
    self.body = body
  }
}

/// What the control API answers.
public struct ControlAnswer: Sendable {
  /// The status.
  public var status: Int
  /// The headers; the length comes with the sending.
  public var headers: HTTPFields
  /// The body; nil for none.
  public var body: String?

  /// An answer without a body.
  public init(status: Int, headers: HTTPFields = [:]) {
    self.status = status
    self.headers = headers
  }

  /// An answer of JSON.
  public init(_ value: JSONValue, status: Int = 200, type: String = "application/json", headers: HTTPFields = [:]) {
    self.init(json: value.encoded(indent: 2) + "\n", status: status, type: type, headers: headers)
  }

  /// An answer of text that is JSON already.
  public init(json text: String, status: Int = 200, type: String = "application/json", headers: HTTPFields = [:]) {
    self.status = status
    self.headers = headers
    self.headers[.contentType] = type
    body = text
  }
}
