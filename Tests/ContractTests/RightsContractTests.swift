import JSONSource
import MockCore
import Testing

@testable import MockServer

/// What is refused, and how.
struct RightsContractTests {
  private static let rfis = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"
  private static let forbidden: JSONValue = ["errors": ["You do not have permission to perform this action."]]
  private static let notFound: JSONValue = ["message": "Item not found"]
  private static let complete: JSONValue = ["rfi": ["subject": "Beam clash", "assignee_ids": [101]]]

  @Test(arguments: Transport.allCases)
  func `a call without a token, or with one that is none, is refused with 401`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      for token in [nil, "abc", "a.b.c"] as [String?] {
        let reply = try await mock.call("/rest/v1.0/me", token: token)
        #expect(reply.status == 401)
        #expect(reply.json == ["message": "The access token is invalid"])
        #expect(reply["WWW-Authenticate"] != nil)
      }
      let token = try await mock.connect().access
      #expect(try await mock.call("/rest/v1.0/me?access_token=\(token)", token: nil).status == 401)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a call without the company header finds nothing`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let reply = try await mock.call(Self.rfis, token: token, company: nil)
      #expect(reply.status == 404 && reply.json == Self.notFound)
      #expect(try await mock.mock.exchanges().last?.grounds == .companyHeaderMissing)
      #expect(try await mock.call(Self.rfis, token: token, company: 4002).status == 404)
      #expect(try await mock.call(Self.rfis, token: token).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a flat list without its project in the query is a bad request`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let reply = try await mock.call("/rest/v1.0/punch_items", token: token)
      #expect(reply.status == 400)
      #expect(reply.json == ["code": "BAD_REQUEST", "message": "Missing Project or Company ID"])
    }
  }

  @Test(arguments: Transport.allCases)
  func `an app that is not installed is told so in Procore's sentence, and is answered again afterwards`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      try await mock.mock.apply(.uninstallApp(company: 4001))
      let refused = try await mock.call(Self.rfis, token: token)
      #expect(refused.status == 403)
      #expect(refused.text == #"{"errors":["App is not connected to this company."]}"#)
      #expect(try await mock.call("/rest/v1.0/me", token: token, company: nil).status == 200)
      #expect(try await mock.call("/rest/v1.0/companies", token: token, company: nil).status == 200)
      try await mock.mock.apply(.installApp(company: 4001))
      #expect(try await mock.call(Self.rfis, token: token).status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `where users may install, the first call installs the app`(transport: Transport) async throws {
    try await withMock(
      transport,
      world: {
        $0.directory.installedIn = []
        $0.directory.companies[0].allowUserInstalls = true
      },
      { mock in
        let token = try await mock.connect().access
        #expect(await mock.mock.people.installedIn.isEmpty)
        #expect(try await mock.call(Self.rfis, token: token).status == 200)
        #expect(await mock.mock.people.installedIn == [4001])
        #expect(try await mock.call("/rest/v1.0/projects/71003/rfis", token: token, company: 4002).status == 403)
      })
  }

  @Test(arguments: Transport.allCases)
  func `a reader reads and cannot write`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect(as: MockUnderTest.rita).access
      let refused = try await mock.call("POST", Self.rfis, token: token, body: Self.complete)
      #expect(refused.status == 403 && refused.json == Self.forbidden)
      let update = try await mock.call("PATCH", Self.rfis + "/9004", token: token, body: ["rfi": ["status": "open"]])
      #expect(update.status == 403)
      let list = try await mock.call(Self.rfis, token: token)
      #expect(list.ids.count == 3, "nothing was written")
    }
  }

  @Test(arguments: Transport.allCases)
  func `somebody without any level is refused a list, and finds no single record`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect(as: MockUnderTest.nina).access
      let list = try await mock.call(Self.rfis, token: token)
      #expect(list.status == 403 && list.json == Self.forbidden)
      let show = try await mock.call(Self.rfis + "/9004", token: token)
      #expect(show.status == 404 && show.json == Self.notFound)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a right that is taken is gone with the next call, and back when it is given back`(
    transport: Transport
  ) async throws {
    func setLevel(_ level: PermissionLevel) -> WorldChange {
      .setLevel(
        user: 102, company: 4001, project: MockUnderTest.harbour, tool: Tool(rawValue: "RFIs"), level: level)
    }
    try await withMock(transport) { mock in
      let token = try await mock.connect(as: MockUnderTest.sam).access
      #expect(try await mock.call("POST", Self.rfis, token: token, body: Self.complete).status == 201)
      try await mock.mock.apply(setLevel(.readOnly))
      #expect(try await mock.call("POST", Self.rfis, token: token, body: Self.complete).status == 403)
      #expect(try await mock.call(Self.rfis, token: token).status == 200)
      try await mock.mock.apply(setLevel(.none))
      #expect(try await mock.call(Self.rfis, token: token).status == 403)
      try await mock.mock.apply(setLevel(.standard))
      #expect(try await mock.call("POST", Self.rfis, token: token, body: Self.complete).status == 201)
    }
  }

  @Test(arguments: Transport.allCases)
  func `a tool that is switched off refuses administrators too, in its project alone`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let off = try await mock.call("/rest/v1.0/punch_items?project_id=\(MockUnderTest.mill)", token: token)
      #expect(off.status == 403)
      let on = try await mock.call("/rest/v1.0/punch_items?project_id=\(MockUnderTest.harbour)", token: token)
      #expect(on.status == 200)
    }
  }

  @Test(arguments: Transport.allCases)
  func `somebody removed from a project, or deactivated, is refused`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect(as: MockUnderTest.rita).access
      try await mock.mock.apply(.removeFromProject(user: 101, project: MockUnderTest.harbour))
      #expect(try await mock.call(Self.rfis, token: token).status == 403)
      #expect(try await mock.call("/rest/v1.0/projects?company_id=4001", token: token).ids == [MockUnderTest.mill])
      try await mock.mock.apply(.addToProject(user: 101, project: MockUnderTest.harbour))
      #expect(try await mock.call(Self.rfis, token: token).status == 200)
      try await mock.mock.apply(.disableUser(101))
      #expect(try await mock.call(Self.rfis, token: token).status == 403)
    }
  }

  @Test(arguments: Transport.allCases)
  func `tokens that are revoked or expired from outside are refused`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let rita = try await mock.connect(as: MockUnderTest.rita).access
      let pat = try await mock.connect().access
      #expect(try await mock.mock.apply(.revoke(.access, user: 101)) == 1)
      #expect(try await mock.call("/rest/v1.0/me", token: rita).status == 401)
      #expect(try await mock.call("/rest/v1.0/me", token: pat).status == 200)
      #expect(try await mock.mock.apply(.expireAccess(user: nil)) == 2)
      #expect(try await mock.call("/rest/v1.0/me", token: pat).status == 401)
      #expect(try await mock.mock.exchanges().last?.grounds == .tokenExpired)
    }
  }
}
