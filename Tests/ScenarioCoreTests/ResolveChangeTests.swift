import Testing

@testable import MockCore
@testable import ScenarioCore

@Suite struct ResolveChangeTests {
  private static let rfis = Tool(rawValue: "RFIs")

  /// Two companies; Rita reads RFIs in two projects of the first, and Pat administers it.
  private static let directory: Directory = {
    let levels: [Tool: PermissionLevel] = [rfis: .readOnly]
    let rita = User(
      id: 101, login: "rita", name: "Rita", password: "p", isActive: true,
      companies: [4001: Membership(levels: [.directory: .standard])],
      projects: [1: Membership(levels: levels), 2: Membership(levels: levels)])
    let companies = [(4001, "Granite"), (4002, "Birch")].map {
      Company(id: $0, name: $1, allowUserInstalls: false, fields: [:])
    }
    let projects = [(1, "Harbour"), (2, "Tower")].map {
      Project(id: $0, company: 4001, name: $1, disabledTools: [], fields: [:])
    }
    return Directory(companies: companies, projects: projects, users: [rita], installedIn: [4001])
  }()

  private static func right(
    project: Int64?, tool: Tool? = rfis, level: PermissionLevel = .readOnly
  ) -> NeededRight {
    NeededRight(user: 101, company: 4001, project: project, tool: tool, level: level)
  }

  private func resolve(_ step: WorldStep, undo: [String: [WorldChange]] = [:], _ calls: Exchange...) -> ResolvedChange {
    var reading = action("read", .ok)
    reading.calls = calls
    let seen = history(
      login(.connected, call("oauth.code")), reading,
      action("write", .ok, call("rfis.create", needed: Self.right(project: 1, level: .standard))))
    return ResolveChange(
      history: seen, directory: Self.directory, catalog: Catalog(operations: []), undo: undo
    ).resolve(step)
  }

  private func list(_ project: Int64) -> Exchange {
    call("rfis.list", needed: Self.right(project: project), records: [9001, 9002])
  }

  private func level(_ project: Int64, _ level: PermissionLevel) -> WorldChange {
    .setLevel(user: 101, company: 4001, project: project, tool: Self.rfis, level: level)
  }

  @Test func `forbid lowers each right once, in every project, and knows the way back`() {
    let expected = ResolvedChange.Changes(
      apply: [level(1, .none), level(2, .none)], undo: [level(2, .readOnly), level(1, .readOnly)],
      summaries: ["rita: RFIs in Harbour from readOnly to none", "rita: RFIs in Tower from readOnly to none"])
    #expect(resolve(.forbid(action: "read", projects: .all), list(1), list(1), list(2)) == .changes(expected))
  }

  @Test func `one project is the first of several, and one alone is not applicable`() {
    guard case .changes(let changes) = resolve(.forbid(action: "read", projects: .one), list(2), list(1)) else {
      Issue.record("expected changes")
      return
    }
    #expect(changes.apply == [level(2, .none)])
    #expect(
      resolve(.forbid(action: "read", projects: .one), list(1))
        == .notApplicable(reason: "\"read\" was seen to be let into one project only"))
  }

  @Test func `a project that refuses the action anyway is none of the several`() {
    let refused = call("rfis.list", 403, .toolDisabled, needed: Self.right(project: 1))
    let only = ResolvedChange.notApplicable(reason: "\"read\" was seen to be let into one project only")
    #expect(resolve(.disableToolOfAction(action: "read", projects: .one), refused, list(2)) == only)
    let show = call("projects.show", needed: Self.right(project: 1, tool: nil, level: .none))
    #expect(
      resolve(.forbid(action: "read", projects: .one), show, refused, list(2)) == only,
      "seeing a project is not reading with its tool")
    guard case .changes(let changes) = resolve(.forbid(action: "read", projects: .one), refused, list(2), list(1))
    else {
      Issue.record("expected changes")
      return
    }
    #expect(changes.apply == [level(2, .none)])
  }

  @Test func `what the action already lacked leaves nothing to forbid`() {
    let refused = call("rfis.create", 403, .levelTooLow, needed: Self.right(project: 1, level: .admin))
    #expect(
      resolve(.forbid(action: "read", projects: .all), refused)
        == .inconclusive(reason: "there is nothing to forbid of \"read\""))
    #expect(
      resolve(.forbid(action: "read", projects: .all))
        == .inconclusive(reason: "\"read\" was not seen to need any right"))
  }

  @Test func `the lowest level that was needed of a tool is the one to go below`() {
    let create = call("rfis.create", needed: Self.right(project: 1, level: .standard))
    guard case .changes(let changes) = resolve(.forbid(action: "read", projects: .all), create, list(1)) else {
      Issue.record("expected changes")
      return
    }
    #expect(changes.apply == [level(1, .none)])
  }

  @Test func `where no tool governs anything of a project, membership is removed`() {
    let show = call("projects.show", needed: Self.right(project: 1, tool: nil, level: .none))
    let companyList = call("projects.list", needed: Self.right(project: nil, tool: nil, level: .none))
    func applied(_ calls: Exchange...) -> [WorldChange]? {
      var reading = action("read", .ok)
      reading.calls = calls
      let seen = history(reading)
      let resolver = ResolveChange(history: seen, directory: Self.directory, catalog: Catalog(operations: []))
      guard case .changes(let changes) = resolver.resolve(.forbid(action: "read", projects: .all)) else { return nil }
      return changes.apply
    }
    #expect(applied(show) == [.removeFromProject(user: 101, project: 1)])
    #expect(
      applied(show, list(1)) == [level(1, .none)], "the tool's right alone is taken, so that the project is still seen")
    #expect(applied(companyList, show) == [.removeFromProject(user: 101, project: 1)])
    #expect(applied(companyList) == [.removeFromCompany(user: 101, company: 4001)])
    #expect(applied(companyList, list(2)) == [level(2, .none)])
  }

  @Test func `allow gives back what forbid took, and nothing else`() {
    let undo = [level(1, .readOnly), WorldChange.addToProject(user: 101, project: 2)]
    guard case .changes(let changes) = resolve(.allow(action: "read"), undo: ["read": undo]) else {
      Issue.record("expected changes")
      return
    }
    #expect(changes.apply == undo)
    #expect(
      changes.summaries == ["given back: rita: RFIs in Harbour to readOnly", "given back: rita added to Tower"])
    #expect(
      resolve(.allow(action: "write"), undo: ["read": undo])
        == .inconclusive(reason: "nothing of \"write\" was forbidden before"))
  }

  @Test func `a level is set on what the action used`() {
    guard case .changes(let changes) = resolve(.setLevelOfAction(action: "read", level: .admin), list(1)) else {
      Issue.record("expected changes")
      return
    }
    #expect(changes.apply == [level(1, .admin)] && changes.undo == [level(1, .readOnly)])
    #expect(
      resolve(.setLevelOfAction(action: "read", level: .admin))
        == .inconclusive(reason: "\"read\" was not seen to use a tool"))
  }

  @Test func `tools of the action are disabled in the projects that it used`() {
    guard
      case .changes(let changes) = resolve(
        .disableToolOfAction(action: "read", projects: .one), list(2), list(1), list(2))
    else {
      Issue.record("expected changes")
      return
    }
    #expect(changes.apply == [.disableTool(project: 2, tool: Self.rfis)])
    #expect(changes.undo == [.enableTool(project: 2, tool: Self.rfis)])
    let ofCompany = call("users.list", needed: Self.right(project: nil, tool: .directory))
    #expect(
      resolve(.disableToolOfAction(action: "read", projects: .all), ofCompany)
        == .inconclusive(reason: "\"read\" was not seen to use a tool of a project"))
  }

  @Test func `a user and a place that are not named are those that were seen`() {
    guard case .changes(let changes) = resolve(.removeFromProject(user: nil, project: nil), list(2)) else {
      Issue.record("expected changes")
      return
    }
    #expect(changes.apply == [.removeFromProject(user: 101, project: 2), .removeFromProject(user: 101, project: 1)])
    guard case .changes(let company) = resolve(.removeFromCompany(user: "rita", company: 4002)) else {
      Issue.record("expected changes")
      return
    }
    #expect(company.apply == [.removeFromCompany(user: 101, company: 4002)])
    guard case .changes(let app) = resolve(.uninstallApp(company: nil)) else {
      Issue.record("expected changes")
      return
    }
    #expect(app.apply == [.uninstallApp(company: 4001)])
    #expect(resolve(.named(.disableUser("nobody"))) == .inconclusive(reason: "there is no user \"nobody\""))
  }

  @Test func `changes that need nothing seen are taken as they stand`() {
    func applied(_ step: WorldStep) -> [WorldChange]? {
      if case .changes(let changes) = resolve(step) { changes.apply } else { nil }
    }
    #expect(applied(.named(.revoke(.refresh))) == [.revoke(.refresh, user: nil)])
    #expect(applied(.named(.expireAccess)) == [.expireAccess(user: nil)])
    #expect(applied(.named(.rotateSecret)) == [.rotateSecret])
    #expect(applied(.installApp(company: 4002)) == [.installApp(company: 4002)])
    #expect(applied(.named(.disableUser("rita"))) == [.disableUser(101)])
    #expect(applied(.named(.disableTool(project: 1, tool: "RFIs"))) == [.disableTool(project: 1, tool: Self.rfis)])
    #expect(applied(.named(.setLevel(user: "rita", tool: "RFIs", level: .admin, project: 2))) == [level(2, .admin)])
    #expect(
      applied(.named(.setLevel(user: "rita", tool: "Directory", level: .none, project: nil))) == [
        .setLevel(user: 101, company: 4001, project: nil, tool: .directory, level: .none)
      ])
  }
}
