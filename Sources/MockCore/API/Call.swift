import HTTPTypes

/// A call of the REST API with everything its permission is decided on.
public struct Call: Sendable {
  /// The request.
  public var request: Request
  /// The operation it takes; nil for a route that does not exist.
  public var route: Catalog.Route?
  /// Why the call is refused where there is no route.
  public var groundsWithoutRoute = Grounds.routeUnknown
  /// What is known of the bearer token.
  public var token: Bearer
  /// The address of the API, for links.
  public var baseURL: String
  /// The address of the host that serves downloads.
  public var filesURL = ""

  /// A bearer token as it was presented (RFC 6750 section 2.1).
  public enum Bearer: Sendable, Hashable {
    case missing
    case unknown
    case known(AccessToken)
  }

  /// Makes a call.
  public init(request: Request, route: Catalog.Route?, token: Bearer, baseURL: String) {
    self.request = request
    self.route = route
    self.token = token
    self.baseURL = baseURL
  }

  /// The text after `Bearer`; nil when there is none. Only the header counts: Procore takes no token in an address.
  public static func bearerText(_ request: Request) -> String? {
    guard let header = request.headers.value(of: .authorization) else { return nil }
    guard let space = header.utf8.firstIndex(of: UInt8(ascii: " ")), header[..<space].lowercased() == "bearer" else {
      return nil
    }
    let token = header[space...].drop { $0 == " " }
    return token.isEmpty ? nil : String(token)
  }
}
