import HTTPTypes
import JSONSource

@testable import MockCore

/// A small world made by hand, apart from any fixture: two companies, three projects, seven people, one app.
enum TestWorld {
  static let now = Instant(seconds: 1_800_000_000)

  static let granite: Int64 = 4001
  static let birch: Int64 = 4002
  static let harbour: Int64 = 598_134_326_177_405
  static let mill: Int64 = 71_002
  static let beck: Int64 = 71_003

  static let pat: Int64 = 100
  static let rita: Int64 = 101
  static let sam: Int64 = 102
  static let nina: Int64 = 103
  static let dora: Int64 = 104
  static let olaf: Int64 = 105
  static let ann: Int64 = 201

  static let rfis = Tool(rawValue: "RFIs")
  static let punchList = Tool(rawValue: "Punch List")

  static let client = Client(
    name: "Connector under test", id: "c11e47", secret: "5ec2e7-5ec2e7-5ec2e7",
    redirectUris: ["http://localhost:4100/callback", "urn:ietf:wg:oauth:2.0:oob"],
    grants: ["authorization_code", "refresh_token"])

  static let directory = Directory(
    companies: [
      Company(id: granite, name: "Granite", allowUserInstalls: false, fields: ["is_active": true]),
      Company(id: birch, name: "Birch", allowUserInstalls: false, fields: [:]),
    ],
    projects: [
      Project(id: harbour, company: granite, name: "Harbour House", disabledTools: [], fields: ["city": "Portland"]),
      Project(id: mill, company: granite, name: "Mill Lane", disabledTools: [rfis], fields: [:]),
      Project(id: beck, company: birch, name: "Beck Bridge", disabledTools: [], fields: [:]),
    ],
    users: [
      // Pat administers the company and was added to no project of it.
      user(pat, "Pat Admin", [granite: admin, birch: guest], [beck: on(.readOnly)]),
      user(rita, "Rita Reader", [granite: reader], [harbour: on(.readOnly), mill: on(.readOnly)]),
      user(sam, "Sam Standard", [granite: reader], [harbour: on(.standard), mill: on(.standard)]),
      user(nina, "Nina None", [granite: guest], [harbour: on(.none)]),
      user(dora, "Dora Disabled", [granite: reader], [harbour: on(.standard)], isActive: false),
      user(olaf, "Olaf Elsewhere", [granite: reader], [mill: on(.standard)]),
      user(ann, "Ann Other", [birch: admin], [beck: on(.admin)]),
    ],
    installedIn: [granite, birch])

  static let admin = Membership(levels: [.companyAdmin: .admin, .directory: .admin], template: "Administrator")
  static let reader = Membership(levels: [.directory: .readOnly], template: "Reader")
  static let guest = Membership(levels: [:], template: "Guest")

  static func on(_ level: PermissionLevel) -> Membership {
    Membership(levels: [rfis: level, punchList: level], template: "Everything \(level.rawValue)")
  }

  private static func user(
    _ id: Int64, _ name: String, _ companies: [Int64: Membership], _ projects: [Int64: Membership],
    isActive: Bool = true
  ) -> User {
    let login = name.lowercased().replacing(" ", with: ".") + "@granite.example"
    return User(
      id: id, login: login, name: name, password: "password", isActive: isActive, companies: companies,
      projects: projects)
  }

  /// Somebody of the world.
  static func person(_ id: Int64) -> User {
    directory.users.first { $0.id == id }
      ?? User(id: id, login: "", name: "", password: "", isActive: false, companies: [:], projects: [:])
  }

  /// Refusals worded by their own grounds, so that a test sees which rung spoke.
  static let profile: Profile = {
    var profile = Profile()
    for grounds in Grounds.allCases {
      profile.errorBodies[grounds] = Profile.Refusal(status: 403, body: ["errors": [.string(grounds.rawValue)]])
    }
    for grounds in [Grounds.tokenMissing, .tokenUnknown, .tokenExpired, .tokenRevoked] {
      profile.errorBodies[grounds]?.status = 401
    }
    for grounds in [Grounds.recordUnknown, .recordPrivate, .projectUnknown, .routeUnknown] {
      profile.errorBodies[grounds]?.status = 404
    }
    for grounds in [Grounds.bodyInvalid, .queryIdMissing] { profile.errorBodies[grounds]?.status = 400 }
    let hidden = Profile.Refusal(status: 404, body: ["message": "Item not found"])
    profile.errorBodiesOfShow = [.levelNone: hidden, .notInProject: hidden]
    return profile
  }()

  static func record(
    _ id: Int64, project: Int64 = harbour, isPrivate: Bool = false, people: Set<Int64> = [], createdBy: Int64? = nil
  ) -> Record {
    Record(
      collection: "rfis", id: id, company: project == beck ? birch : granite, project: project, isPrivate: isPrivate,
      people: people, createdBy: createdBy,
      json: #"{"id":\#(id),"subject":"Subject \#(id)","status":"open","private":\#(isPrivate)}"#)
  }
}

extension Answer {
  /// The body as JSON.
  var value: JSONValue? {
    guard case .json(let text) = body else { return nil }
    return JSONParser.parse(Array(text.utf8))
  }

  /// The body as a page.
  var page: Page? {
    guard case .page(let page) = body else { return nil }
    return page
  }

  /// The body as tokens.
  var tokens: TokenAnswer? {
    guard case .tokens(let tokens) = body else { return nil }
    return tokens
  }
}
