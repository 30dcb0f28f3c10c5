import Testing

@testable import MockCore

/// Changes on Procore's side, and the way back from each.
struct ApplyWorldChangeTests {
  private let directory = TestWorld.directory

  private func level(_ directory: Directory, _ user: Int64) -> PermissionLevel? {
    directory.user(user).map {
      directory.level(of: $0, on: TestWorld.rfis, company: TestWorld.granite, project: TestWorld.harbour)
    }
  }

  private func sees(_ directory: Directory, _ user: Int64) -> Bool {
    guard let user = directory.user(user), let project = directory.project(TestWorld.harbour) else { return false }
    return directory.sees(user, project: project)
  }

  @Test func `a level is taken and given back`() {
    func set(_ level: PermissionLevel) -> WorldChange {
      .setLevel(
        user: TestWorld.sam, company: TestWorld.granite, project: TestWorld.harbour, tool: TestWorld.rfis, level: level)
    }
    let taken = directory.applying(set(.none))
    #expect(level(taken, TestWorld.sam) == PermissionLevel.none)
    #expect(level(taken, TestWorld.rita) == .readOnly, "nobody else is touched")
    #expect(level(taken.applying(set(.standard)), TestWorld.sam) == .standard)
  }

  @Test func `a level on a company's tool is taken from the company alone`() {
    let changed = directory.applying(
      .setLevel(user: TestWorld.rita, company: TestWorld.granite, project: nil, tool: .directory, level: .none))
    let rita = changed.user(TestWorld.rita)
    #expect(rita?.companies[TestWorld.granite]?.level(on: .directory) == PermissionLevel.none)
    #expect(level(changed, TestWorld.rita) == .readOnly)
  }

  @Test func `an administrator whose Admin is lowered on Admin and Directory no longer sees every project`() {
    func lowered(_ tool: Tool, in directory: Directory) -> Directory {
      directory.applying(
        .setLevel(user: TestWorld.pat, company: TestWorld.granite, project: nil, tool: tool, level: .standard))
    }
    let one = lowered(.companyAdmin, in: directory)
    #expect(sees(one, TestWorld.pat), "Admin on the Directory is enough")
    #expect(!sees(lowered(.directory, in: one), TestWorld.pat))
    #expect(sees(directory, TestWorld.pat))
  }

  @Test func `a tool is switched off and on`() {
    let off = directory.applying(.disableTool(project: TestWorld.harbour, tool: TestWorld.rfis))
    #expect(off.project(TestWorld.harbour)?.disabledTools == [TestWorld.rfis])
    #expect(off.applying(.enableTool(project: TestWorld.harbour, tool: TestWorld.rfis)) == directory)
  }

  @Test(arguments: [TestWorld.rita, TestWorld.pat])
  func `whoever is removed from a project, administrator or not, no longer sees it, and sees it again afterwards`(
    user: Int64
  ) {
    let removed = directory.applying(.removeFromProject(user: user, project: TestWorld.harbour))
    #expect(sees(directory, user))
    #expect(!sees(removed, user))
    #expect(level(removed, user) == PermissionLevel.none)
    let back = removed.applying(.addToProject(user: user, project: TestWorld.harbour))
    #expect(back == directory)
  }

  @Test func `a level that was set survives removal and return`() {
    let changes: [WorldChange] = [
      .setLevel(
        user: TestWorld.pat, company: TestWorld.granite, project: TestWorld.harbour, tool: TestWorld.rfis,
        level: .readOnly),
      .removeFromProject(user: TestWorld.pat, project: TestWorld.harbour),
      .addToProject(user: TestWorld.pat, project: TestWorld.harbour),
    ]
    #expect(level(changes.reduce(directory) { $0.applying($1) }, TestWorld.pat) == .readOnly)
  }

  @Test func `adding somebody who was never removed changes nothing`() {
    #expect(directory.applying(.addToProject(user: TestWorld.olaf, project: TestWorld.harbour)) == directory)
  }

  @Test func `removal from the company takes its projects along, and the return gives them back`() {
    let removed = directory.applying(.removeFromCompany(user: TestWorld.rita, company: TestWorld.granite))
    #expect(!sees(removed, TestWorld.rita))
    #expect(level(removed, TestWorld.rita) == PermissionLevel.none)
    #expect(removed.applying(.addToCompany(user: TestWorld.rita, company: TestWorld.granite)) == directory)
  }

  @Test func `removal from one company leaves the other`() throws {
    let removed = directory.applying(.removeFromCompany(user: TestWorld.pat, company: TestWorld.granite))
    let pat = try #require(removed.user(TestWorld.pat))
    #expect(!removed.isMember(pat, ofCompany: TestWorld.granite))
    #expect(removed.isMember(pat, ofCompany: TestWorld.birch))
  }

  @Test func `a person is deactivated and activated`() {
    let disabled = directory.applying(.disableUser(TestWorld.rita))
    #expect(disabled.user(TestWorld.rita)?.isActive == false)
    #expect(disabled.applying(.enableUser(TestWorld.rita)) == directory)
  }

  @Test func `the app is uninstalled and installed`() {
    let uninstalled = directory.applying(.uninstallApp(company: TestWorld.granite))
    #expect(uninstalled.installedIn == [TestWorld.birch])
    #expect(uninstalled.status(in: TestWorld.granite) == .uninstalled)
    #expect(uninstalled.status(in: 999) == nil && uninstalled.status(in: TestWorld.birch) == .installed)
    let installed = uninstalled.applying(.installApp(company: TestWorld.granite))
    #expect(installed.installedIn == directory.installedIn && installed.status(in: TestWorld.granite) == .installed)
  }

  @Test(arguments: [
    WorldChange.hide(collection: "rfis", record: 1), .revoke(.both, user: nil), .expireAccess(user: nil), .rotateSecret,
  ])
  func `changes of tokens, secrets and records leave the directory alone`(change: WorldChange) {
    #expect(directory.applying(change) == directory)
  }

  @Test func `changes of people and projects that do not exist change nothing`() {
    #expect(directory.applying(.disableUser(999)) == directory)
    #expect(directory.applying(.disableTool(project: 999, tool: TestWorld.rfis)) == directory)
    #expect(directory.applying(.removeFromProject(user: 999, project: TestWorld.harbour)) == directory)
  }

  @Test func `somebody outside a project does not come into it by a level`() {
    let changed = directory.applying(
      .setLevel(
        user: TestWorld.olaf, company: TestWorld.granite, project: TestWorld.harbour, tool: TestWorld.rfis,
        level: .readOnly))
    #expect(!sees(changed, TestWorld.olaf))
  }

  @Test func `somebody outside a company does not come into it by a level`() throws {
    let changed = directory.applying(
      .setLevel(user: TestWorld.ann, company: TestWorld.granite, project: nil, tool: .directory, level: .readOnly))
    #expect(!changed.isMember(try #require(changed.user(TestWorld.ann)), ofCompany: TestWorld.granite))
  }
}
