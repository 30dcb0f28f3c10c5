import HTTPTypes
import JSONSource

/// A request as the mock decides on it.
public struct Request: Sendable, Hashable {
  /// Which of the mock's hosts was called.
  public var host: Host
  /// The host and port that the client called, lower case; nil where it did not say.
  public var authority: String?
  /// The method, upper case.
  public var method: String
  /// The path, percent-encoding as it came, without the query.
  public var path: String
  /// The query, decoded, in order.
  public var query: [Parameter]
  /// The headers.
  public var headers: HTTPFields
  /// The body.
  public var body: [UInt8]
  /// Where the host that was called belongs.
  public var environment: Deployment
  /// What keeps the request from being read, before anything of it is looked at.
  public var defect: RequestDefect?

  /// Makes a request.
  public init(
    host: Host, authority: String? = nil, method: String, path: String, query: [Parameter] = [],
    headers: HTTPFields = [:], body: [UInt8] = [], environment: Deployment = .production
  ) {
    self.environment = environment
    self.host = host
    self.authority = authority
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }

  /// Address and token tell nearly all requests apart.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(path)
    hasher.combine(query)
    // The end of a token is unlike that of any other, be it opaque or signed.
    for byte in headers.value(of: .authorization)?.utf8.suffix(16) ?? "".utf8.suffix(0) { hasher.combine(byte) }
  }

  /// The method by which the request is decided: a HEAD is answered as the GET that it asks about.
  public var decidedMethod: String { method == "HEAD" ? "GET" : method }

  /// The value of a name in the query.
  public func queryValue(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// The request's address without scheme and host, as the client wrote it in substance.
  public var target: String { query.isEmpty ? path : path + "?" + FormEncoding.encode(query) }
}
