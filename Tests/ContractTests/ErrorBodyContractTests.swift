import JSONSource
import MockCore
import Testing

@testable import MockServer

/// Each shape of a refusal that is publicly known, and how it is had: by a call, a person, a profile or an event.
struct ErrorBodyContractTests {
  /// A refusal and the way to it.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var testDescription: String { "\(status) \(body)" }
    var status: Int
    var body: String
    var method = "GET"
    var target: String
    var login = MockUnderTest.pat
    var company: Int64? = MockUnderTest.granite
    var profile = "procore"
    var sent: JSONValue?
    var event: Event?

    init(
      _ status: Int, _ body: String, _ method: String = "GET", _ target: String, as login: String = MockUnderTest.pat,
      company: Int64? = MockUnderTest.granite, in profile: String = "procore", sending sent: JSONValue? = nil,
      after event: Event? = nil
    ) {
      (self.status, self.body, self.method, self.target, self.login) = (status, body, method, target, login)
      (self.company, self.profile, self.sent, self.event) = (company, profile, sent, event)
    }
  }

  /// What happens before the call.
  enum Event: Sendable {
    case expiry, uninstallation
    case calls(Int)
    case fault(Int)
    case foreignToken, noToken
  }

  private static let harbour = "/rest/v1.0/projects/\(MockUnderTest.harbour)"
  private static let query = "?project_id=\(MockUnderTest.harbour)"
  private static let version2 = "/rest/v2.0/companies/4001/projects/\(MockUnderTest.harbour)"
  private static let labels = "/rest/v1.0/companies/4001/custom_field_definitions"
  private static let label: JSONValue = ["custom_field_definition": ["label": "Cost impact reason"]]
  private static let item: JSONValue = ["punch_item": ["name": "x"]]
  private static let hour =
    "You have surpassed the max number of requests for an hour. Please wait until your limit resets."
  private static let denied = "You do not have permission to perform this action."
  private static let withoutHeader = """
    Missing Procore-Company-Id header!\\n\\nEach call your application makes to the Procore API must contain a request \
    header that includes the Procore-Company-Id field. \\nThis request header field specifies the id of the company \
    into which you are making the call.
    """

  private static func ofVersion2(_ code: String, _ message: String, _ path: String) -> String {
    let detail = #"{"reason_code":"\#(code)","message":"\#(message)","source":"\#(version2 + path)"}"#
    return #"{"error":{"code":"\#(code)","message":"\#(message)","details":[\#(detail)]}}"#
  }

  static let refusals: [Refusal] = [
    Refusal(400, #"{"code":"BAD_REQUEST","message":"Missing Project or Company ID"}"#, "GET", "/rest/v1.0/punch_items"),
    Refusal(
      400, #"{"error":{"code":"BAD_REQUEST","message":"Missing Project or Company ID"}}"#, "GET",
      "/rest/v1.0/punch_items", in: "errors-wrapped"),
    Refusal(400, #"{"code":"BAD_REQUEST","message":"Start/End Date required"}"#, "GET", harbour + "/daily_logs"),
    Refusal(
      400, #"{"code":"BAD_REQUEST","message":"date must be a range"}"#, "GET",
      harbour + "/notes_logs?filters[date]=2026-02-16"),
    Refusal(
      400, #"{"errors":{"assignees":["required"]}}"#, "POST", harbour + "/rfis", sending: ["rfi": ["subject": "x"]]),
    Refusal(
      400, #"{"code":"BAD_REQUEST","message":"param is missing or the value is empty: rfi"}"#, "POST",
      harbour + "/rfis", sending: ["subject": "x"]),
    Refusal(400, #"{"message":"\#(withoutHeader)"}"#, "GET", harbour + "/rfis", company: nil, in: "company-header-400"),
    Refusal(400, #"{"message":"\#(withoutHeader)"}"#, "GET", harbour + "/rfis", company: nil, in: "strict"),
    Refusal(
      401,
      #"{"message":"Your access token has expired, please use your refresh token to obtain a fresh token."}"#, "GET",
      "/rest/v1.0/me", after: .expiry),
    Refusal(401, #"{"message":"The access token is invalid"}"#, "GET", "/rest/v1.0/me", after: .foreignToken),
    Refusal(401, #"{"message":"The access token is invalid"}"#, "GET", "/rest/v1.0/me", after: .noToken),
    Refusal(
      401, #"{"code":401,"message":"The access token is invalid","fields":"","reason":""}"#, "GET", "/rest/v1.0/me",
      in: "errors-of-the-specification", after: .foreignToken),
    Refusal(
      401, #"{"errors":["App is not connected to this company."]}"#, "GET", harbour + "/rfis", in: "not-installed-401",
      after: .uninstallation),
    Refusal(
      403, #"{"errors":["App is not connected to this company."]}"#, "GET", harbour + "/rfis", after: .uninstallation),
    Refusal(
      403, #"{"errors":["\#(denied)"]}"#, "POST", "/rest/v1.0/punch_items" + query, as: MockUnderTest.rita,
      sending: item),
    Refusal(
      403, #"{"errors":"\#(denied)"}"#, "GET", "/rest/v1.0/task_items/59101/comments" + query, as: MockUnderTest.nina,
      in: "errors-as-text"),
    Refusal(
      403, #"{"code":403,"message":"\#(denied)","fields":"","reason":""}"#, "POST", "/rest/v1.0/punch_items" + query,
      as: MockUnderTest.rita, in: "errors-of-the-specification", sending: item),
    Refusal(403, #"{"message":"Item not found"}"#, "GET", harbour + "/rfis", company: nil, in: "company-header-403"),
    Refusal(404, #"{"message":"Item not found"}"#, "GET", harbour + "/rfis", company: nil),
    Refusal(404, #"{"message":"Item not found"}"#, "GET", harbour + "/rfis/1"),
    Refusal(404, #"{"message":"Resource not found"}"#, "GET", "/rest/v1.0/inspections"),
    Refusal(404, #"{"message":"Resource not found"}"#, "GET", "/vapid/me"),
    Refusal(
      404, #"{"code":404,"message":"Item not found","fields":"","reason":""}"#, "GET", harbour + "/rfis/1",
      in: "errors-of-the-specification"),
    Refusal(
      404, #"{"message":"Item not found"}"#, "GET", "/rest/v1.0/change_order_packages" + query + "&contract_id=1"),
    Refusal(
      404, ofVersion2("NOT_FOUND", "Item not found", "/submittals/1"), "GET", version2 + "/submittals/1"),
    Refusal(
      403, ofVersion2("FORBIDDEN", denied, "/submittals"), "GET", version2 + "/submittals", as: MockUnderTest.nina),
    Refusal(
      422, #"{"errors":{"label":["has already been taken"]}}"#, "POST", labels, sending: label),
    Refusal(
      422, #"{"errors":["Label has already been taken"]}"#, "POST", labels, in: "validation-errors-as-list",
      sending: label),
    Refusal(
      422, #"{"errors":{"base":["Label has already been taken"]}}"#, "POST", labels,
      in: "validation-errors-under-base", sending: label),
    Refusal(
      422, #"{"errors":["Direct cost type is not included in the list"]}"#, "POST", harbour + "/direct_costs",
      sending: ["direct_cost_item": [:]]),
    Refusal(
      422, #"{"errors":{"base":["Commitment id can't be blank"]}}"#, "POST", "/rest/v1.0/requisitions" + query,
      sending: ["requisition": [:]]),
    Refusal(429, #"{"message":"\#(hour)"}"#, "GET", "/rest/v1.0/me", in: "rate-limited", after: .calls(25)),
    Refusal(429, #"{"message":"\#(hour)"}"#, "GET", "/rest/v1.0/me", after: .fault(429)),
    Refusal(503, #"{"message":"Service Unavailable"}"#, "GET", "/rest/v1.0/me", after: .fault(503)),
    Refusal(500, #"{"message":"Internal Server Error"}"#, "GET", "/rest/v1.0/me", after: .fault(500)),
    Refusal(
      400, #"{"code":"BAD_REQUEST","message":"Missing Project or Company ID"}"#, "GET", "/rest/v1.0/me",
      after: .fault(400)),
    Refusal(410, #"{"message":"Gone"}"#, "GET", "/rest/v1.0/me", after: .fault(410)),
    Refusal(418, #"{"message":"Error 418"}"#, "GET", "/rest/v1.0/me", after: .fault(418)),
  ]

  @Test(arguments: refusals)
  func `a refusal can be had`(_ refusal: Refusal) async throws {
    try await withMock(.inProcess, profile: refusal.profile) { mock in
      let reply = try await ask(refusal, mock)
      #expect(reply.status == refusal.status, "\(reply.text)")
      #expect(reply.json == JSONParser.parse(Array(refusal.body.utf8)), "\(reply.text)")
      #expect(reply["X-Request-Id"] != nil && reply["X-Rate-Limit-Remaining"] != nil)
    }
  }

  private func ask(_ refusal: Refusal, _ mock: MockUnderTest) async throws -> Reply {
    var token: String? = try await mock.connect(as: refusal.login).access
    switch refusal.event {
    case nil: break
    case .expiry: await mock.mock.advance(by: .seconds(5400))
    case .uninstallation: try await mock.mock.apply(.uninstallApp(company: MockUnderTest.granite))
    case .calls(let count): for _ in 0..<count { _ = try await mock.call("/rest/v1.0/me", token: token) }
    case .fault(let status):
      await mock.mock.arm(
        Fault(name: "trouble", match: Match(), reply: .status(status, headers: [], body: nil)), action: nil)
    case .foreignToken: token = "nobody's"
    case .noToken: token = nil
    }
    return try await mock.call(
      refusal.method, refusal.target, token: token, company: refusal.company, body: refusal.sent)
  }

  @Test func `a gateway's trouble is a page`() async throws {
    for status in [502, 504] {
      let reply = try await withMock(.inProcess) { mock in
        try await ask(Refusal(status, "", "GET", "/rest/v1.0/me", after: .fault(status)), mock)
      }
      #expect(reply.status == status && reply.text.hasPrefix("<html>"))
    }
  }

  @Test func `409 with the file that is in the way`() async throws {
    let taken: JSONValue = ["file": ["name": "Lifting plan.pdf", "parent_id": 53_003]]
    let reply = try await withMock(.inProcess) { mock in
      try await mock.call(
        "PATCH", "/rest/v1.0/files/598134326231001" + Self.query, token: try await mock.connect().access, body: taken)
    }
    #expect(reply.status == 409)
    #expect(reply.json?["errors"] == ["name": ["has already been taken"]])
    #expect(reply.json?["file"]?["id"] == 53_102)
  }

  @Test func `413 for more updates than a sync takes`() async throws {
    let many = JSONValue.array(Array(repeating: ["name": "x"], count: 1001))
    let reply = try await withMock(.inProcess) { mock in
      try await mock.call(
        "PATCH", "/rest/v1.0/vendors/sync?company_id=4001", token: try await mock.connect().access,
        body: ["updates": many])
    }
    #expect(reply.status == 413 && reply.json?["message"] == "The request is too large")
  }

  @Test(
    arguments: [
      (429, "procore", nil), (429, "retry-after-on-429", 3600), (503, "procore", nil), (503, "heavy-load", 30),
    ]
      as [(Int, String, Int64?)])
  func `whether a refusal says when to come back is the profile's`(status: Int, profile: String, wait: Int64?)
    async throws
  {
    try await withMock(.inProcess, profile: profile) { mock in
      let reply = try await ask(Refusal(status, "", "GET", "/rest/v1.0/me", after: .fault(status)), mock)
      #expect(reply.status == status && reply["Retry-After"].flatMap { Int64($0) } == wait)
    }
  }
}
