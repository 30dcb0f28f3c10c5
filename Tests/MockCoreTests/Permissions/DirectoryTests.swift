import Testing

@testable import MockCore

/// Who exists and what they may do.
struct DirectoryTests {
  private let directory = TestWorld.directory

  private func level(
    _ user: Int64, on tool: Tool, company: Int64 = TestWorld.granite, project: Int64? = TestWorld.harbour
  ) -> PermissionLevel {
    directory.level(of: TestWorld.person(user), on: tool, company: company, project: project)
  }

  private func sees(_ user: Int64, _ project: Int64) -> Bool {
    directory.project(project).map { directory.sees(TestWorld.person(user), project: $0) } ?? false
  }

  @Test func `a template's level is the level of its people`() {
    #expect(level(TestWorld.rita, on: TestWorld.rfis) == .readOnly)
    #expect(level(TestWorld.sam, on: TestWorld.rfis) == .standard)
    #expect(level(TestWorld.nina, on: TestWorld.rfis) == .none)
  }

  @Test func `a tool that the template does not name has no level`() {
    #expect(level(TestWorld.sam, on: Tool(rawValue: "Budget")) == .none)
  }

  @Test func `a company administrator has Admin in every project of the company, added or not`() {
    #expect(level(TestWorld.pat, on: TestWorld.rfis) == .admin)
    #expect(level(TestWorld.pat, on: Tool(rawValue: "Budget")) == .admin)
    #expect(level(TestWorld.pat, on: TestWorld.rfis, project: nil) == .admin)
  }

  @Test func `an administrator of one company is nobody special in another`() {
    #expect(level(TestWorld.pat, on: TestWorld.rfis, company: TestWorld.birch, project: TestWorld.beck) == .readOnly)
    #expect(level(TestWorld.pat, on: .directory, company: TestWorld.birch, project: nil) == .none)
  }

  @Test func `a level on the company's tools is not a level on the project's`() {
    #expect(level(TestWorld.rita, on: .directory, project: nil) == .readOnly)
    #expect(level(TestWorld.rita, on: .directory) == .none)
  }

  @Test func `nobody has a level in a company or project that they are not in`() {
    #expect(level(TestWorld.ann, on: TestWorld.rfis) == .none)
    #expect(level(TestWorld.olaf, on: TestWorld.rfis) == .none)
    #expect(level(TestWorld.olaf, on: TestWorld.rfis, project: TestWorld.mill) == .standard)
  }

  @Test func `people see the projects that they were added to, and administrators all of their company`() {
    #expect(sees(TestWorld.rita, TestWorld.harbour))
    #expect(!sees(TestWorld.olaf, TestWorld.harbour))
    #expect(sees(TestWorld.pat, TestWorld.harbour) && sees(TestWorld.pat, TestWorld.mill))
    #expect(!sees(TestWorld.ann, TestWorld.harbour))
    #expect(sees(TestWorld.ann, TestWorld.beck))
  }

  @Test func `Admin on the company's Directory alone is Admin on everything, and less than Admin is not`() {
    func administers(_ level: PermissionLevel) -> Bool {
      var user = TestWorld.person(TestWorld.rita)
      user.companies[TestWorld.granite] = Membership(levels: [.directory: level])
      let isAdmin = directory.level(of: user, on: TestWorld.rfis, company: TestWorld.granite, project: TestWorld.beck)
      return directory.isAdministrator(user, ofCompany: TestWorld.granite) && isAdmin == .admin
    }
    #expect(administers(.admin))
    #expect(!administers(.standard))
  }

  @Test func `a granular permission counts where there is a level, and comes from the template of the place`() {
    var user = TestWorld.person(TestWorld.rita)
    let place = Membership(levels: [.directory: .readOnly], granular: [.directory: ["Create and Edit Users"]])
    user.projects[TestWorld.harbour] = place
    func granular(_ user: User, _ project: Int64?) -> [String] {
      directory.granular(of: user, on: .directory, company: TestWorld.granite, project: project)
    }
    #expect(granular(user, TestWorld.harbour) == ["Create and Edit Users"])
    #expect(granular(user, TestWorld.mill).isEmpty && granular(user, nil).isEmpty)
    user.projects[TestWorld.harbour]?.overrides[.directory] = PermissionLevel.none
    #expect(granular(user, TestWorld.harbour).isEmpty)
  }

  @Test func `an administrator is one who has Admin in that company`() {
    #expect(directory.isAdministrator(TestWorld.person(TestWorld.pat), ofCompany: TestWorld.granite))
    #expect(!directory.isAdministrator(TestWorld.person(TestWorld.pat), ofCompany: TestWorld.birch))
    #expect(!directory.isAdministrator(TestWorld.person(TestWorld.rita), ofCompany: TestWorld.granite))
  }

  @Test func `people are found by login whatever its case, and by id`() {
    #expect(directory.user(login: "RITA.READER@granite.example")?.id == TestWorld.rita)
    #expect(directory.user(login: "rita.reader@granite") == nil)
    #expect(directory.user(TestWorld.rita)?.name == "Rita Reader")
    #expect(directory.user(999) == nil)
  }

  @Test func `an override outweighs the template, and even an administrator's Admin`() {
    let lowered = directory.applying(
      .setLevel(
        user: TestWorld.sam, company: TestWorld.granite, project: TestWorld.harbour, tool: TestWorld.rfis,
        level: .readOnly)
    ).applying(
      .setLevel(
        user: TestWorld.pat, company: TestWorld.granite, project: TestWorld.harbour, tool: TestWorld.rfis, level: .none)
    )
    #expect(changed(lowered, TestWorld.sam, TestWorld.rfis) == .readOnly)
    #expect(changed(lowered, TestWorld.sam, TestWorld.punchList) == .standard)
    #expect(changed(lowered, TestWorld.pat, TestWorld.rfis) == PermissionLevel.none)
    #expect(changed(lowered, TestWorld.pat, TestWorld.punchList) == .admin)
  }

  private func changed(_ directory: Directory, _ user: Int64, _ tool: Tool) -> PermissionLevel? {
    directory.user(user).map {
      directory.level(of: $0, on: tool, company: TestWorld.granite, project: TestWorld.harbour)
    }
  }

  @Test func `levels are ordered, and lowering one stops at none`() {
    #expect(PermissionLevel.allCases.sorted() == [.none, .readOnly, .standard, .admin])
    #expect(PermissionLevel.admin.lowered == .standard)
    #expect(PermissionLevel.readOnly.lowered == PermissionLevel.none)
    #expect(PermissionLevel.none.lowered == PermissionLevel.none)
  }
}
