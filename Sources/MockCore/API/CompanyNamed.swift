import HTTPTypes

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
    header = request.headers[.procoreCompanyID].flatMap { Int64($0) }
    spoken = (route?.values["company_id"] ?? request.queryValue("company_id")).flatMap { Int64($0) }
    ofProject = route?.projectID(request).flatMap { directory.project($0)?.company }
  }

  /// The company that counts: the header's where there is one.
  public var company: Int64? { header ?? spoken ?? ofProject }
}

extension Catalog.Route {
  /// The project that a call names: in its path, in its query, or as the thing it is about.
  func projectID(_ request: Request) -> Int64? {
    let named = values["project_id"] ?? request.queryValue("project_id")
    let shown = operation.collection == "projects" ? values["id"] : nil
    return (named ?? shown).flatMap { Int64($0) }
  }
}
