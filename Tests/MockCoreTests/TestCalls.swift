import HTTPTypes
import JSONSource

@testable import MockCore

/// Calls of a small fake API, and what is decided about them.
struct TestCall {
  var method = "GET"
  var path: String
  var query: [Parameter] = []
  var user: Int64? = TestWorld.pat
  var company: Int64? = TestWorld.granite
  var body: JSONValue?
  var directory = TestWorld.directory
  var profile = TestWorld.profile
  var now = TestWorld.now
  /// The token, where it is another than a fresh one of the user.
  var token: Call.Bearer?

  init(_ path: String, as user: Int64? = TestWorld.pat, company: Int64? = TestWorld.granite) {
    self.path = path
    self.user = user
    self.company = company
  }

  init(_ method: String, _ path: String, as user: Int64? = TestWorld.pat, company: Int64? = TestWorld.granite) {
    self.method = method
    self.path = path
    self.user = user
    self.company = company
  }

  var request: Request {
    var headers: HTTPFields = [:]
    if let company { headers[.procoreCompanyID] = String(company) }
    return Request(
      host: .api, method: method, path: path, query: query, headers: headers, body: body?.encodedBytes() ?? [])
  }

  var call: Call {
    Call(
      request: request, route: TestCatalog.catalog.route(method: method, path: path), token: token ?? freshToken,
      baseURL: "http://api.example")
  }

  private var freshToken: Call.Bearer {
    guard let user else { return .missing }
    return .known(Self.accessToken(of: user, expiresAt: now + .seconds(60)))
  }

  static func accessToken(of user: Int64, expiresAt: Instant, revokedAt: Instant? = nil) -> AccessToken {
    AccessToken(
      id: "a1", ordinal: 1, grant: 1, client: TestWorld.client.id, user: user, issuedAt: TestWorld.now,
      expiresAt: expiresAt, revokedAt: revokedAt)
  }

  /// Whether the call is permitted.
  func permit() -> Result<Permit, CallRefused> {
    PermitCall.decide(call, directory: directory, profile: profile, now: now)
  }

  /// Why it is refused; nil when it is permitted.
  var refusal: Grounds? {
    if case .failure(let refused) = permit() { refused.grounds } else { nil }
  }

  /// What the answer needs; nil when the call is refused.
  var needs: RecordsNeeded? {
    if case .success(let permit) = permit() { AnswerCall.needs(permit, request, profile, now: now) } else { nil }
  }

  /// The whole decision over these records, as they would be found.
  func decide(_ rows: [Record] = [], total: Int? = nil, seed: UInt64 = 1) -> Decision {
    var ids = IDSource(seed: seed)
    switch permit() {
    case .failure(let refused): return refused.decision(action: call.route?.operation.action, profile: profile)
    case .success(let permit):
      return AnswerCall.decide(
        permit, call, found: RecordsFound(rows: rows, total: total ?? rows.count), directory: directory,
        profile: profile, now: now, ids: &ids)
    }
  }
}

/// A small fake API.
enum TestCatalog {
  static let rfis = "/rest/v1.0/projects/\(TestWorld.harbour)/rfis"
  static func rfi(_ id: Int64) -> String { rfis + "/\(id)" }

  static let catalog = Catalog(operations: [
    operation("me.show", "/rest/v1.0/me", .me, "users", .none, needsCompanyHeader: false),
    operation("companies.list", "/rest/v1.0/companies", .list, "companies", .none, needsCompanyHeader: false),
    operation("company_users.list", "/rest/v1.0/companies/{company_id}/users", .list, "users", .company, .directory),
    operation(
      "projects.list", "/rest/v1.0/projects", .list, "projects", .company, queryIds: ["company_id"],
      filters: ["id", "city"], views: ["compact": ["id", "name"]]),
    operation("projects.show", "/rest/v1.0/projects/{id}", .show, "projects", .project),
    operation("project_users.list", "/rest/v1.0/projects/{project_id}/users", .list, "users", .project),
    operation(
      "rfis.list", "/rest/v1.0/projects/{project_id}/rfis", .list, "rfis", .project, TestWorld.rfis,
      filters: ["id", "status"], views: ["compact": ["id"]]),
    operation(
      "rfis.show", "/rest/v1.0/projects/{project_id}/rfis/{id}", .show, "rfis", .project, TestWorld.rfis),
    operation(
      "rfis.create", "/rest/v1.0/projects/{project_id}/rfis", .create, "rfis", .project, TestWorld.rfis,
      level: .standard, method: "POST"),
    operation(
      "rfis.update", "/rest/v1.0/projects/{project_id}/rfis/{id}", .update, "rfis", .project, TestWorld.rfis,
      level: .standard, method: "PATCH"),
    operation(
      "punch_items.list", "/rest/v1.0/punch_items", .list, "punch_items", .project, TestWorld.punchList,
      queryIds: ["project_id"]),
  ])

  static func operation(
    _ name: String, _ path: String, _ action: Action, _ collection: String, _ scope: Operation.Scope,
    _ tool: Tool? = nil, level: PermissionLevel = .readOnly, method: String = "GET", needsCompanyHeader: Bool = true,
    queryIds: [String] = [], filters: [String] = [], views: [String: [String]] = [:]
  ) -> Operation {
    let isCreate = action == .create
    return Operation(
      name: name, method: method, paths: [PathTemplate(path)], action: action, collection: collection, scope: scope,
      tool: tool, level: level, needsCompanyHeader: needsCompanyHeader, queryIds: queryIds,
      wrapper: method == "GET" ? nil : "rfi",
      required: isCreate ? [("subject", "can't be blank"), ("assignee_ids", "required")] : [],
      errorNames: ["assignee_ids": "assignees"], defaults: isCreate ? ["status": "open", "private": false] : [:],
      paging: Operation.Paging(standard: 2, max: 3), filters: filters, views: views, source: .documented)
  }
}
