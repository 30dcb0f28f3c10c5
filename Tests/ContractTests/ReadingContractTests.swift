import JSONSource
import MockCore
import Testing

@testable import MockServer

/// Reading over the API: who am I, companies, projects, records.
struct ReadingContractTests {
  private static let rfis = "/rest/v1.0/projects/\(MockUnderTest.harbour)/rfis"

  @Test(arguments: Transport.allCases)
  func `one's own data need no company`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect(as: MockUnderTest.rita).access
      let me = try await mock.call("/rest/v1.0/me", token: token, company: nil)
      #expect(me.status == 200)
      #expect(me["Content-Type"] == "application/json; charset=utf-8")
      #expect(me.json == ["id": 101, "login": "rita.reader@granite.example"])
      for place in ["company_id=4001", "project_id=\(MockUnderTest.harbour)"] {
        let named = try await mock.call("/rest/v1.0/me?" + place, token: token)
        #expect(named.json?["name"] == "Rita Reader")
        let bare = try await mock.call("/rest/v1.0/me?" + place, token: token, company: nil)
        #expect(bare.status == 404, "whoever asks for a company says so in the header too")
      }
    }
  }

  @Test(arguments: Transport.allCases)
  func `companies and projects are those of the person, in every version`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let pat = try await mock.connect(as: MockUnderTest.pat).access
      let rita = try await mock.connect(as: MockUnderTest.rita).access
      #expect(try await mock.call("/rest/v1.0/companies", token: pat, company: nil).ids == [4001, 4002])
      #expect(try await mock.call("/rest/v1.0/companies", token: rita, company: nil).ids == [4001])
      for version in ["v1.0", "v1.1"] {
        let list = try await mock.call("/rest/\(version)/projects?company_id=4001", token: rita)
        #expect(list.status == 200)
        #expect(list.ids == [MockUnderTest.harbour, MockUnderTest.mill])
        let one = try await mock.call(
          "/rest/\(version)/projects/\(MockUnderTest.harbour)?company_id=4001", token: rita)
        #expect(one.json?["name"] == "Harbour House")
      }
      let other = try await mock.call("/rest/v1.1/projects?company_id=4002", token: pat, company: 4002)
      #expect(other.ids == [71_003])
    }
  }

  @Test(arguments: Transport.allCases)
  func `ids beyond 32 bits are exact in the text of an answer`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let projects = try await mock.call("/rest/v1.0/projects?company_id=4001", token: token)
      #expect(projects.text.contains(#""id":598134326177405,"#))
      let rfi = try await mock.call(Self.rfis + "/598134326190002", token: token)
      #expect(rfi.text.hasPrefix(#"{"id":598134326190002,"#))
    }
  }

  @Test(arguments: Transport.allCases)
  func `people of a project and of a company are listed`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let rita = try await mock.connect(as: MockUnderTest.rita).access
      let project = try await mock.call("/rest/v1.0/projects/\(MockUnderTest.harbour)/users", token: rita)
      #expect(project.ids == [100, 101, 102, 103], "somebody deactivated is not listed")
      #expect(project.json?[1]?["email_address"] == "rita.reader@granite.example")
      let company = try await mock.call("/rest/v1.3/companies/4001/users", token: rita)
      #expect(company.status == 200 && company.ids.contains(101))
      let nina = try await mock.connect(as: MockUnderTest.nina).access
      #expect(try await mock.call("/rest/v1.3/companies/4001/users", token: nina).status == 403)
      let less = try await mock.call("/rest/v1.0/projects/\(MockUnderTest.harbour)/users?view=normal", token: nina)
      #expect(less.ids == project.ids)
      #expect(less.json?[1] == ["id": 101, "name": "Rita Reader"], "without the Directory there are few words")
    }
  }

  @Test(arguments: Transport.allCases)
  func `a private record is listed and shown to its people and to administrators alone`(
    transport: Transport
  ) async throws {
    try await withMock(transport) { mock in
      let pat = try await mock.connect(as: MockUnderTest.pat).access
      let rita = try await mock.connect(as: MockUnderTest.rita).access
      let sam = try await mock.connect(as: MockUnderTest.sam).access
      #expect(try await mock.call(Self.rfis, token: pat).ids == [9001, 9004, 598_134_326_190_001, 598_134_326_190_002])
      #expect(try await mock.call(Self.rfis, token: rita).ids == [9001, 9004, 598_134_326_190_001])
      let ofSam = try await mock.call(Self.rfis, token: sam)
      #expect(ofSam.ids == [9004, 598_134_326_190_001])
      #expect(ofSam["Total"] == "2", "what is hidden does not count")
      #expect(try await mock.call(Self.rfis + "/9001", token: rita).status == 200)
      let hidden = try await mock.call(Self.rfis + "/9001", token: sam)
      let missing = try await mock.call(Self.rfis + "/9999", token: sam)
      #expect(hidden.status == 404 && missing.status == 404)
      #expect(hidden.body == missing.body, "nobody can tell the two apart")
    }
  }

  @Test(arguments: Transport.allCases)
  func `a record that is made private vanishes for strangers`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let sam = try await mock.connect(as: MockUnderTest.sam).access
      let rita = try await mock.connect(as: MockUnderTest.rita).access
      try await mock.mock.apply(.hide(collection: "rfis", record: 598_134_326_190_001))
      #expect(try await mock.call(Self.rfis, token: rita).ids == [9001, 9004])
      #expect(try await mock.call(Self.rfis, token: sam).ids == [9004, 598_134_326_190_001], "Sam is on it")
    }
  }

  @Test(arguments: Transport.allCases)
  func `lists are filtered by the fields of the catalog`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      func ids(_ query: String) async throws -> [Int64] {
        try await mock.call(Self.rfis + query, token: token).ids
      }
      #expect(try await ids("?filters%5Bstatus%5D=closed") == [9004])
      #expect(try await ids("?filters[id][]=9001&filters[id][]=9004") == [9001, 9004])
      #expect(try await ids("?filters[subject]=x").count == 4, "a field that is no filter is passed over")
      #expect(try await ids("?filters[assigned_id]=100") == [598_134_326_190_002])
      #expect(try await ids("?filters[assigned_id][]=101&filters[assigned_id][]=102").count == 3)
      #expect(try await ids("?filters[assigned_id]=10") == [])
      let submittals = "/rest/v1.0/projects/\(MockUnderTest.harbour)/submittals"
      let current = try await mock.call(submittals + "?filters[current_revision]=true", token: token)
      #expect(current.ids.count == 2, "a truth value is compared by its word")
      let projects = try await mock.call(
        "/rest/v1.0/projects?company_id=4001&filters[project_number]=GG-021&view=compact", token: token)
      #expect(projects.json == [["id": .integer(MockUnderTest.mill), "name": "Mill Lane Offices"]])
    }
  }

  @Test(arguments: Transport.allCases)
  func `following the links leads through every page, once`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      var target: String? = "/rest/v1.0/punch_items?project_id=\(MockUnderTest.harbour)&per_page=100"
      var ids: [Int64] = []
      var pages = 0
      while let next = target {
        let page = try await mock.call(next, token: token)
        #expect(page.status == 200)
        #expect(page["Total"] == "302")
        #expect(page["Per-Page"] == "100")
        ids += page.ids
        pages += 1
        let link = page["Link"]?.firstMatch(of: /<https?:\/\/[^\/>]+([^>]*)>; rel="next"/)?.1
        target = pages < 5 ? link.map(String.init) : nil
      }
      #expect(pages == 4)
      #expect(ids.count == 302 && Set(ids).count == 302)
    }
  }

  @Test(arguments: [("procore", "10000"), ("pages-of-2000", "2000")])
  func `a page has no more rows than the profile lets it have`(profile: String, most: String) async throws {
    try await withMock(.inProcess, profile: profile) { mock in
      let token = try await mock.connect().access
      let list = "/rest/v1.0/punch_items?project_id=\(MockUnderTest.harbour)&per_page="
      #expect(try await mock.call(list + "99999", token: token)["Per-Page"] == most)
      #expect(try await mock.call(list + "7", token: token)["Per-Page"] == "7")
      let projects = try await mock.call("/rest/v1.1/projects?company_id=4001&per_page=99999", token: token)
      #expect(projects["Per-Page"] == "300", "an operation's own maximum holds in any case")
    }
  }

  @Test func `where links lack the query, whoever follows them as they stand asks for nothing`() async throws {
    let list = "/rest/v1.0/punch_items?project_id=\(MockUnderTest.harbour)&per_page=2&page=2"
    let links = try await withMock(.inProcess, profile: "links-without-query") { mock in
      let token = try await mock.connect().access
      let links = try await mock.call(list, token: token)["Link"] ?? ""
      #expect(try await mock.call("/rest/v1.0/punch_items?page=3&per_page=2", token: token).status == 400)
      return links
    }
    #expect(links.hasPrefix(#"<http://api.example/rest/v1.0/punch_items?page=1&per_page=2>; rel="first", "#))
    #expect(links.contains(#"rel="prev""#))
    let second = try await withMock(.inProcess, profile: "links-without-previous") { mock in
      try await mock.call(list, token: try await mock.connect().access)["Link"] ?? ""
    }
    #expect(second.contains("project_id") && second.contains(#"rel="next""#) && !second.contains(#"rel="prev""#))
  }

  @Test(arguments: Transport.allCases)
  func `links name the address of the API`(transport: Transport) async throws {
    try await withMock(transport) { mock in
      let token = try await mock.connect().access
      let page = try await mock.call(
        "/rest/v1.0/punch_items?project_id=\(MockUnderTest.harbour)&per_page=2", token: token)
      let base = mock.listeners?.apiURL ?? "http://api.example"
      let address =
        "\(base)/rest/v1.0/punch_items?project_id=\(MockUnderTest.harbour)&page=2&per_page=2"
      #expect(page["Link"]?.hasPrefix("<\(address)>; rel=\"next\", ") == true)
      #expect(page.ids.count == 2)
    }
  }

  @Test(arguments: [
    ("sandbox.procore.com", "https://sandbox.procore.com"), ("Sandbox.Procore.com:443", "https://sandbox.procore.com"),
    ("else.example", "https://api.procore.com"),
  ])
  func `links name the host that was called where the mock answers for several`(host: String, base: String)
    async throws
  {
    try await withMock(.socket) { mock in
      await mock.mock.setAPIBaseURL("https://api.procore.com", orBy: ["api.procore.com", "sandbox.procore.com"])
      let token = try await mock.connect().access
      let page = try await mock.send(
        "GET", "/rest/v1.0/punch_items?project_id=\(MockUnderTest.harbour)&per_page=2",
        headers: [
          "Authorization": "Bearer \(token)", "Procore-Company-Id": String(MockUnderTest.granite), "Host": host,
        ])
      #expect(page["Link"]?.hasPrefix("<\(base)/rest/v1.0/punch_items?") == true)
    }
  }
}
