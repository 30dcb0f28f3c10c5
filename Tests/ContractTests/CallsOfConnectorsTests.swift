import MockCore
import Testing

/// The calls that data connectors make most, each with what it needs: written down apart from the catalog, line by line
/// from Procore's public descriptions, so that none of them is lost or changed unnoticed.
struct CallsOfConnectorsTests {
  /// Method, path, and what a caller needs: the tool with its level, `member` where no tool governs, or `token`.
  static let calls = """
    GET /rest/v1.0/me | token
    GET /rest/v1.0/companies | token
    GET /rest/v1.3/companies/{company_id}/me | member
    GET /rest/v1.0/company_base_url | member
    GET /rest/v1.0/projects | member
    GET /rest/v1.1/projects | member
    GET /rest/v1.0/projects/{id} | member
    POST /rest/v1.0/projects | company Portfolio admin
    PATCH /rest/v1.0/projects/{id} | Admin admin
    PATCH /rest/v1.0/projects/sync | company Portfolio admin
    GET /rest/v1.3/companies/{company_id}/users | company Directory readOnly
    GET /rest/v1.0/vendors | company Directory readOnly
    GET /rest/v1.0/projects/{project_id}/vendors | Directory readOnly
    GET /rest/v1.1/projects/{project_id}/vendors | Directory readOnly
    GET /rest/v1.0/companies/{company_id}/trades | member
    GET /rest/v1.0/projects/{project_id}/rfis | RFIs readOnly
    POST /rest/v1.0/projects/{project_id}/rfis | RFIs standard
    GET /rest/v1.0/projects/{project_id}/rfis/{id} | RFIs readOnly
    PATCH /rest/v1.0/projects/{project_id}/rfis/{id} | RFIs standard
    GET /rest/v1.0/projects/{project_id}/rfis/{rfi_id}/replies | RFIs readOnly
    GET /rest/v1.0/projects/{project_id}/submittals | Submittals readOnly
    GET /rest/v1.1/projects/{project_id}/submittals | Submittals readOnly
    GET /rest/v2.0/companies/{company_id}/projects/{project_id}/submittals | Submittals readOnly
    GET /rest/v1.0/punch_items | Punch List readOnly
    GET /rest/v1.1/punch_items | Punch List readOnly
    POST /rest/v1.0/punch_items | Punch List standard
    GET /rest/v1.0/observations/items | Observations readOnly
    POST /rest/v1.0/observations/items | Observations standard
    GET /rest/v1.0/projects/{project_id}/manpower_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/accident_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/delivery_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/notes_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/visitor_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/weather_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/work_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/equipment_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/quantity_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/waste_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/delay_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/dumpster_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/call_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/inspection_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/plan_revision_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/productivity_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/safety_violation_logs | Daily Log readOnly
    GET /rest/v1.0/projects/{project_id}/daily_logs/count | Daily Log readOnly
    GET /rest/v1.0/change_events | Change Events readOnly
    GET /rest/v1.1/change_events | Change Events readOnly
    GET /rest/v1.0/change_order_packages | Change Orders readOnly
    GET /rest/v1.0/projects/{project_id}/commitment_change_orders | Commitments readOnly
    GET /rest/v1.0/commitments | Commitments readOnly
    GET /rest/v1.0/work_order_contracts | Commitments readOnly
    GET /rest/v1.0/purchase_order_contracts | Commitments readOnly
    GET /rest/v2.0/companies/{company_id}/projects/{project_id}/commitment_contracts | Commitments readOnly
    GET /rest/v1.0/prime_contracts | Prime Contracts readOnly
    GET /rest/v1.0/prime_contract | Prime Contracts readOnly
    GET /rest/v1.0/budget_views | Budget readOnly
    GET /rest/v1.0/budget_views/{budget_view_id}/detail_rows | Budget readOnly
    GET /rest/v1.0/requisitions | Commitments readOnly
    GET /rest/v1.1/requisitions | Commitments readOnly
    GET /rest/v1.0/projects/{project_id}/direct_costs | Direct Costs readOnly
    GET /rest/v1.1/projects/{project_id}/direct_costs | Direct Costs readOnly
    GET /rest/v1.0/cost_codes | Budget readOnly
    GET /rest/v1.1/projects/{project_id}/drawing_areas | Drawings readOnly
    GET /rest/v1.1/drawing_areas/{drawing_area_id}/drawings | Drawings readOnly
    GET /rest/v1.0/projects/{project_id}/drawing_revisions | Drawings readOnly
    GET /rest/v1.0/folders | Documents readOnly
    GET /rest/v1.0/folders/{id} | Documents readOnly
    GET /rest/v1.0/files/{id} | Documents readOnly
    POST /rest/v1.0/files | Documents standard
    GET /rest/v1.0/images | Photos readOnly
    GET /rest/v1.0/image_categories | Photos readOnly
    GET /rest/v1.0/projects/{project_id}/checklist/lists | Inspections readOnly
    GET /rest/v1.0/checklist/lists | Inspections readOnly
    GET /rest/v1.0/projects/{project_id}/incidents | Incidents readOnly
    GET /rest/v1.1/projects/{project_id}/meetings | Meetings readOnly
    GET /rest/v1.0/meetings | Meetings readOnly
    GET /rest/v1.0/specification_sections | Specifications readOnly
    GET /rest/v1.0/tasks | Schedule readOnly
    GET /rest/v1.0/projects/{project_id}/timecard_entries | Timesheets readOnly
    GET /rest/v1.0/projects/{project_id}/locations | member
    GET /rest/v1.0/companies/{company_id}/app_configurations | company Admin admin
    """.split(separator: "\n").map(String.init)

  @Test(arguments: calls)
  func `a call is in the catalog, and takes what it took`(_ line: String) throws {
    let found = try #require(line.wholeMatch(of: /(\S+) (\S+) \| (.+)/)?.output)
    let catalog = try ContractFixtures.catalog()
    let route = try #require(catalog.route(method: String(found.1), path: String(found.2)))
    #expect(route.template.text == found.2)
    #expect(needs(route.operation) == found.3)
  }

  private func needs(_ operation: MockCore.Operation) -> String {
    guard let tool = operation.tool else { return operation.scope == .none ? "token" : "member" }
    return "\(operation.scope == .company ? "company " : "")\(tool) \(operation.level.rawValue)"
  }

  @Test func `there are more than the calls of these lists, and each says where it comes from`() throws {
    let operations = try ContractFixtures.catalog().operations
    #expect(operations.count >= 110)
    #expect(operations.allSatisfy { $0.sourceNote != nil })
    #expect(operations.filter { $0.action == .list && $0.paging == nil && $0.manners.tree == nil }.map(\.name) == [])
  }

  @Test(arguments: [
    "/rest/v1.0/companies/4001/vendors", "/rest/v1.0/trades", "/rest/v1.0/projects/1/inspections", "/vapid/me",
    "/rest/v1.0/projects/1/meetings", "/rest/v2.0/projects/1/rfis", "/rest/v1.3/projects",
  ])
  func `what Procore does not have is not in the catalog`(_ path: String) throws {
    #expect(try ContractFixtures.catalog().route(method: "GET", path: path) == nil)
  }
}
