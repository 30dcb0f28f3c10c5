/// The addresses of the App Management page, which Procore has under Company Tools, Admin.
///
/// It lies on the login host, where people are known by their browsers: nothing that a person does there stands among
/// the calls of a connector.
public enum AppManagementAddress: Hashable, Sendable {
  /// The companies to choose from.
  case companies
  /// The apps of one company.
  case company(Int64)

  /// Reads the path of a request; nil for any other page, and at any other host.
  public init?(_ request: Request) {
    guard request.host == .login else { return nil }
    let segments = request.path.split(separator: "/")
    if segments == ["app_management"] {
      self = .companies
    } else if segments.count == 3, segments[0] == "companies", segments[2] == "app_management",
      let id = Int64(segments[1])
    {
      self = .company(id)
    } else {
      return nil
    }
  }

  /// The path.
  public var path: String {
    switch self {
    case .companies: "/app_management"
    case .company(let id): "/companies/\(id)/app_management"
    }
  }

  /// Whether an address that a browser is to go back to is one of these.
  static func isOne(_ address: String) -> Bool {
    let path = String(address.prefix { $0 != "?" })
    return AppManagementAddress(Request(host: .login, method: "GET", path: path))?.path == path
  }
}
