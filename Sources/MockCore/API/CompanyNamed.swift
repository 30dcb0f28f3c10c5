import HTTPTypes
import JSONSource

/// The company of a call, as far as the call says one.
public struct CompanyNamed: Sendable, Hashable {
  /// The company in `Procore-Company-Id`.
  public var header: Int64?
  /// The company in the path or the query.
  public var spoken: Int64?
  /// The company of the project that is named.
  public var ofProject: Int64?

  /// Looks at a call; what is no number names nothing.
  public init(_ request: Request, _ route: Catalog.Route?, _ directory: Directory) {
    header = request.headers.value(of: .procoreCompanyID).flatMap { Int64($0) }
    spoken = route?.values["company_id"].map { Int64($0) } ?? request.namedID("company_id")
    ofProject = route?.projectID(request).flatMap { directory.project($0)?.company }
  }

  /// The company that counts: the header's where there is one.
  public var company: Int64? { header ?? spoken ?? ofProject }
}

extension Catalog.Route {
  /// The project that a call names: in its path, in its query, or as the thing it is about.
  func projectID(_ request: Request) -> Int64? {
    if let inPath = values["project_id"] { return Int64(inPath) }
    if let named = request.namedID("project_id") { return named }
    return operation.collection == "projects" ? values["id"].flatMap { Int64($0) } : nil
  }
}

extension Request {
  /// An id that stands in the query or, where the request writes, beside the record in its body.
  func namedID(_ name: String) -> Int64? {
    if let inQuery = queryValue(name) { return Int64(inQuery) }
    guard method != "GET", !body.isEmpty, let value = JSONParser.parse(body)?[name] else { return nil }
    return value.integerValue ?? value.stringValue.flatMap { Int64($0) }
  }
}
