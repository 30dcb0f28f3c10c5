import HTTPTypes

/// Which page of a list is asked for, and the headers that tell of the others (Procore, pagination).
struct Paging {
  /// 1 for the first page.
  var page: Int
  /// Rows of a page, clamped to what is allowed.
  var perPage: Int
  /// What becomes of the query of the request in the links.
  private let linkQuery: Profile.LinkQuery
  /// From which page on there is a link to the one before.
  private let linkToPrevious: Profile.LinkToPrevious

  /// Reads `page` and `per_page`; what is no number counts as not asked for.
  init(_ request: Request, _ route: Catalog.Route, _ profile: Profile) {
    self.init(request, route.operation, profile, isVersion2: route.template.isVersion2)
  }

  /// Reads `page` and `per_page` of a call of that version; version 2 has sizes of its own.
  init(_ request: Request, _ operation: Operation, _ profile: Profile, isVersion2: Bool = false) {
    linkQuery = profile.linkQuery
    linkToPrevious = profile.linkToPrevious
    let limits = isVersion2 ? Version2.paging : operation.paging
    let asked = limits?.max ?? profile.perPage.max
    let most = isVersion2 ? asked : min(asked, profile.perPage.max)
    let standard = min(limits?.standard ?? profile.perPage.standard, most)
    page = max(1, request.queryValue("page").flatMap { Int($0) } ?? 1)
    perPage = min(most, max(1, request.queryValue("per_page").flatMap { Int($0) } ?? standard))
    if let size = Self.sizeOfView(request, operation) { perPage = size }
    // Beyond this no list has a page, and the product with the page size must stay a number.
    page = min(page, 1_000_000_000)
  }

  /// Rows of a page in a view that has a size of its own, whatever is asked for.
  private static func sizeOfView(_ request: Request, _ operation: Operation) -> Int? {
    let sizes = operation.shared.value.pagingOfView
    return sizes.isEmpty ? nil : request.queryValue("view").flatMap { sizes[$0] }
  }

  /// Rows that are passed over.
  var offset: Int { (page - 1) * perPage }

  /// `Total`, `Per-Page` and `Link`.
  func headers(total: Int, for call: Call) -> HTTPFields {
    var headers: HTTPFields = [.total: String(total), .perPage: String(perPage)]
    let last = max(1, (total + perPage - 1) / perPage)
    var links: [(page: Int, relation: String)] = []
    if page > 1 { links.append((1, "first")) }
    if page > 1 && (page != 2 || linkToPrevious == .always) { links.append((min(page - 1, last), "prev")) }
    if page < last { links += [(page + 1, "next"), (last, "last")] }
    if !links.isEmpty {
      headers[.link] = links.map { "<\(address(of: $0.page, call))>; rel=\"\($0.relation)\"" }.joined(separator: ", ")
    }
    return headers
  }

  private func address(of page: Int, _ call: Call) -> String {
    let kept =
      linkQuery == .kept ? call.request.query.filter { $0.name != "page" && $0.name != "per_page" } : []
    let query = kept + [Parameter("page", String(page)), Parameter("per_page", String(perPage))]
    return call.baseURL + call.request.path + "?" + FormEncoding.encode(query)
  }
}
