import MockCore

/// What a call should be answered, by what Procore documents of rights.
struct RightsAnswer: Equatable, CustomStringConvertible {
  var status: Int
  var grounds: Grounds
  /// The ids of the rows shown; nil where there is nothing to compare.
  var shown: Set<Int64>?

  var description: String { "\(status) \(grounds.rawValue) \(shown.map { "\($0.sorted())" } ?? "")" }
}

/// Procore's documented rules, written down once more in the order of its troubleshooting page; of an operation only
/// what its catalog entry demands is read: scope, tool, level, action.
struct RightsRules {
  let operation: Operation
  let person: LevelsPerson
  let place: LevelsPlace
  /// The record that the path names.
  let record: LevelsRecord

  var answer: RightsAnswer {
    if !person.isActive { return refused(.userDisabled, 403) }
    if operation.action == .redirect { return granted(302, shown: []) }
    if operation.scope == .none { return granted(200, shown: ofNobody) }
    if !person.belongsToCompanies { return refused(.notInCompany, 403) }
    if place.installation == .never && operation.collection != "app_installations" {
      return refused(.appNotInstalled, 403)
    }
    if operation.scope == .project {
      // Somebody who sees nothing of it must not learn that it exists.
      if !isInProject { return refused(.notInProject, namesOneRecord ? 404 : 403) }
      if operation.tool != nil && !place.hasTools { return refused(.toolDisabled, 403) }
    }
    if let refusal = refusalForLevel { return refusal }
    return LevelsAnswers(rules: self).answer
  }

  // MARK: - Who is who

  var isInProject: Bool { person.isCompanyAdmin || person.inProject != nil }

  /// The level on the tool that governs the operation.
  var level: LevelsPerson.Level {
    if person.isCompanyAdmin || operation.tool == nil { return .admin }
    if let only = person.onlyTool, only != operation.tool?.rawValue { return .none }
    return operation.scope == .project ? person.inProject ?? .none : person.inCompany
  }

  var namesOneRecord: Bool { [.show, .update, .delete].contains(operation.action) }

  private var neededLevel: LevelsPerson.Level {
    switch operation.level {
    case .none: .none
    case .readOnly: .reader
    case .standard: .standard
    case .admin: .admin
    }
  }

  /// Without reading the Directory one sees the people of a project in few words, and is not refused.
  var seesLess: Bool { operation.name == "project_users.list" && level < .reader }

  private var refusalForLevel: RightsAnswer? {
    guard !seesLess, level < neededLevel else { return nil }
    if level == .none { return refused(.levelNone, namesOneRecord ? 404 : 403) }
    let isForEditors = [
      "project_users.add", "project_users.remove", "project_permission_templates.list", "company_users.create",
      "company_users.update",
    ]
    if person.editsUsers && isForEditors.contains(operation.name) { return nil }
    return refused(.levelTooLow, 403)
  }

  // MARK: - What is seen

  /// Whether the person sees one of the three records of each collection.
  func sees(_ record: LevelsRecord) -> Bool {
    guard exists(record), level < .admin, record.person != person.id else { return exists(record) }
    switch (record, operation.collection) {
    case (.privateToReader, _): return false
    // Time cards of others are nothing to Standard.
    case (_, "timecard_entries"): return level != .standard
    // Drafts, and log entries that nobody approved.
    case (.ownOfStandard, _): return false
    case (.open, _): return true
    }
  }

  /// Whether the world has it: what no tool governs is never private, and few things can be somebody's own.
  func exists(_ record: LevelsRecord) -> Bool {
    guard operation.scope == .company ? place.company == 9001 : place.hasRecords else { return false }
    switch record {
    case .open: return true
    case .privateToReader: return operation.tool != nil && operation.collection != "locations"
    case .ownOfStandard:
      return operation.collection.hasSuffix("_logs") || ["rfis", "timecard_entries"].contains(operation.collection)
    }
  }

  private var ofNobody: Set<Int64> {
    if operation.name == "me.show" { return [person.id] }
    return person.belongsToCompanies ? [9001, 9002, 9003] : []
  }

  // MARK: - Words

  func granted(_ status: Int, shown: Set<Int64>?) -> RightsAnswer {
    RightsAnswer(status: status, grounds: .granted, shown: shown)
  }

  func refused(_ grounds: Grounds, _ status: Int) -> RightsAnswer {
    RightsAnswer(status: odd(grounds) ?? status, grounds: grounds)
  }

  /// The oddities of Procore's OpenAPI file.
  private func odd(_ grounds: Grounds) -> Int? {
    switch operation.name {
    case "change_order_packages.list", "change_order_packages.show", "change_order_packages.create",
      "commitments.list":
      [.levelNone, .levelTooLow].contains(grounds) ? 401 : nil
    case "potential_change_orders.list", "change_order_requests.list": grounds == .levelNone ? 404 : nil
    case "specification_sections.list", "specification_sets.list":
      [.userDisabled, .notInCompany, .notInProject].contains(grounds) ? 401 : nil
    default: nil
    }
  }
}
