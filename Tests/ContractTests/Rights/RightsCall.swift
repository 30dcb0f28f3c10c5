import HTTPTypes
import JSONSource
import MockCore

/// The call of an operation by somebody of the world `every-level`.
struct RightsCall {
  let operation: MockCore.Operation
  let person: LevelsPerson
  let place: LevelsPlace
  let record: LevelsRecord

  /// Somebody of the company who is in the project, and somebody who is not.
  static let somebody: Int64 = 1101
  static let added: Int64 = 1202
  static let elsewhere: Int64 = 598_134_326_910_003
  static let client = "fa4ec11e47fa4ec11e47fa4ec11e47fa4ec11e47fa4ec11e47fa4ec11e47fa4e"

  var request: Request {
    var headers: HTTPFields = [:]
    headers[.procoreCompanyID] = String(place.company)
    return Request(
      host: .api, method: operation.method, path: path, query: query, headers: headers,
      body: operation.method == "GET" ? [] : body.encodedBytes())
  }

  private var path: String {
    "/"
      + operation.paths[0].segments.map { segment in
        switch segment {
        case .literal(let text): text
        case .name("company_id"): String(place.company)
        case .name("project_id"): String(place.project)
        case .name("id"): String(id)
        case .name: "1"
        }
      }.joined(separator: "/")
  }

  private var id: Int64 {
    switch operation.collection {
    case "projects": place.project
    case "users": operation.action == .add ? Self.added : Self.somebody
    case "app_installations": place.company
    default: record.rawValue
    }
  }

  private var query: [Parameter] {
    var query = operation.queryIds.map {
      Parameter($0, String($0 == "project_id" ? place.project : place.company))
    }
    if operation.scope == .either { query.append(Parameter("company_id", String(place.company))) }
    if operation.name == "project_permission_templates.list" {
      query.append(Parameter("filters[assignables_only]", "true"))
    }
    if operation.manners.dates != nil {
      query += [Parameter("start_date", "2026-11-01"), Parameter("end_date", "2026-12-01")]
    }
    return query
  }

  private var body: JSONValue {
    if operation.collection == "app_installations" {
      return ["app_uid": .string(Self.client), "app_installation": ["status": "installed"]]
    }
    var fields: JSONObject = [:]
    for field in operation.required { fields[field.field] = field.field.hasSuffix("_ids") ? [1102] : "7" }
    if operation.action == .add { fields["permission_template_id"] = 9202 }
    guard let wrapper = operation.wrapper else {
      return operation.action == .sync ? ["updates": []] : .object(fields)
    }
    return [wrapper: .object(fields)]
  }
}
