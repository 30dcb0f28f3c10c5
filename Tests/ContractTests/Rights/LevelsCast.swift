import MockCore

/// Somebody of the world `every-level`, as the world says of them; nothing here asks the code that decides.
struct LevelsPerson: Sendable {
  /// The levels as this table orders them.
  enum Level: Int, Comparable, Sendable {
    case none, reader, standard, admin
    static func < (first: Level, second: Level) -> Bool { first.rawValue < second.rawValue }
  }

  var id: Int64
  var login: String
  /// The level on every tool of the companies.
  var inCompany = Level.none
  /// The level on every tool of the projects; nil for whoever was not added to them.
  var inProject: Level?
  /// The one tool on which there is a level at all, where there is but one.
  var onlyTool: String?
  /// Whether the person may create and edit users without being an administrator.
  var editsUsers = false
  var isActive = true
  var belongsToCompanies = true

  /// Company Admin: Admin on the company's tools, or on its Directory alone.
  var isCompanyAdmin: Bool { inCompany == .admin }

  static let cast: [LevelsPerson] = [
    LevelsPerson(id: 1201, login: "company.none", inCompany: .none),
    LevelsPerson(id: 1202, login: "company.reader", inCompany: .reader),
    LevelsPerson(id: 1203, login: "company.standard", inCompany: .standard),
    LevelsPerson(id: 1204, login: "company.admin", inCompany: .admin),
    LevelsPerson(id: 1101, login: "project.none", inProject: Level.none),
    LevelsPerson(id: 1102, login: "project.reader", inProject: .reader),
    LevelsPerson(id: 1103, login: "project.standard", inProject: .standard),
    LevelsPerson(id: 1104, login: "project.admin", inProject: .admin),
    LevelsPerson(id: 1301, login: "directory.admin", inCompany: .admin),
    LevelsPerson(
      id: 1302, login: "directory.editor", inCompany: .reader, inProject: .reader, onlyTool: "Directory",
      editsUsers: true),
    LevelsPerson(id: 1303, login: "events.reader", inProject: .reader, onlyTool: "Change Events"),
    LevelsPerson(id: 1401, login: "gone.member", inProject: .admin, isActive: false),
    LevelsPerson(id: 1501, login: "total.stranger", belongsToCompanies: false),
  ]
}

/// A project of the world `every-level`, with its company.
struct LevelsPlace: Sendable {
  enum Installation { case installed, never, byFirstCall }

  var name: String
  var company: Int64
  var project: Int64
  var installation = Installation.installed
  var hasTools = true
  var hasRecords = false

  static let on = LevelsPlace(name: "tools on", company: 9001, project: 598_134_326_910_001, hasRecords: true)
  static let all = [
    on,
    LevelsPlace(name: "tools off", company: 9001, project: 598_134_326_910_002, hasTools: false),
    LevelsPlace(name: "not installed", company: 9002, project: 598_134_326_920_001, installation: .never),
    LevelsPlace(name: "by the first call", company: 9003, project: 598_134_326_930_001, installation: .byFirstCall),
  ]
}

/// A record of the world `every-level`: each collection has an open one, a private one, and some one person's own.
enum LevelsRecord: Int64, CaseIterable {
  case open = 1
  case privateToReader = 2
  /// A draft, an entry that was not approved, a time card: made by Standard.
  case ownOfStandard = 3

  var person: Int64? {
    switch self {
    case .open: nil
    case .privateToReader: 1102
    case .ownOfStandard: 1103
    }
  }
}
