import MockCore

/// What somebody is answered who may call an operation.
struct LevelsAnswers {
  let rules: RightsRules
  private var operation: Operation { rules.operation }
  private var person: LevelsPerson { rules.person }
  private var place: LevelsPlace { rules.place }

  var answer: RightsAnswer {
    switch operation.collection {
    case "users" where operation.action != .me: return ofUsers
    case "projects": return ofProjects
    case "app_installations": return ofInstallations
    case "permission_templates": return ofTemplates
    case "permissions": return rules.granted(200, shown: [])
    case "tools": return rules.granted(200, shown: nil)
    default: return ofRecords
    }
  }

  private var ofRecords: RightsAnswer {
    if hasParent && !rules.exists(.open) { return rules.refused(.recordUnknown, 404) }
    switch operation.action {
    case .me: return rules.granted(200, shown: [person.id])
    case .list:
      let seen = LevelsRecord.allCases.filter(rules.sees).map(\.rawValue)
      return rules.granted(200, shown: Set(seen.prefix(operation.name == "prime_contract.list" ? 1 : seen.count)))
    case .show, .update, .delete: return ofOneRecord
    case .create: return rules.granted(201, shown: nil)
    case .sync: return rules.granted(200, shown: [])
    default: return rules.granted(200, shown: nil)
    }
  }

  private var ofOneRecord: RightsAnswer {
    guard rules.exists(rules.record) else { return rules.refused(.recordUnknown, 404) }
    guard rules.sees(rules.record) else { return rules.refused(.recordPrivate, 404) }
    if operation.action == .show { return rules.granted(200, shown: [rules.record.rawValue]) }
    // Others' records are changed by administrators of the tool; whoever made one changes it too.
    let isOwn = rules.record == .ownOfStandard && person.id == rules.record.person
    guard rules.level == .admin || isOwn else { return rules.refused(.levelTooLow, 403) }
    return rules.granted(operation.action == .delete ? 204 : 200, shown: [rules.record.rawValue])
  }

  private var hasParent: Bool {
    ["budget_detail_rows", "drawings", "rfi_replies", "task_item_comments"].contains(operation.collection)
  }

  private var ofUsers: RightsAnswer {
    let people = LevelsPerson.cast.filter { $0.isActive && $0.belongsToCompanies }
    switch operation.action {
    case .list where operation.scope == .project:
      return rules.granted(200, shown: Set(people.filter { $0.inProject != nil }.map(\.id)))
    case .list: return rules.granted(200, shown: Set(people.map(\.id)))
    case .create: return rules.granted(201, shown: nil)
    case .add: return rules.granted(201, shown: [RightsCall.added])
    case .remove: return rules.granted(204, shown: [RightsCall.somebody])
    default: return rules.granted(200, shown: [RightsCall.somebody])
    }
  }

  private var ofProjects: RightsAnswer {
    switch operation.action {
    case .list:
      let projects = LevelsPlace.all.filter { $0.company == place.company }.map(\.project)
      // Company administrators see all projects, everybody else those they were added to.
      let elsewhere: Set<Int64> =
        place.company == 9001 && (person.isCompanyAdmin || (1201...1203).contains(person.id))
        ? [RightsCall.elsewhere] : []
      return rules.granted(200, shown: (rules.isInProject ? Set(projects) : []).union(elsewhere))
    case .create: return rules.granted(201, shown: nil)
    case .sync: return rules.granted(200, shown: [])
    default: return rules.granted(200, shown: [place.project])
    }
  }

  private var ofInstallations: RightsAnswer {
    let isInstalled = place.installation == .installed
    switch operation.action {
    case .list: return rules.granted(200, shown: isInstalled ? [place.company] : [])
    case .create:
      return isInstalled
        ? RightsAnswer(status: 409, grounds: .recordConflict) : rules.granted(201, shown: [place.company])
    default:
      return isInstalled ? rules.granted(200, shown: [place.company]) : rules.refused(.recordUnknown, 404)
    }
  }

  /// Templates of projects, and the one that is for both; an editor may give two of them.
  private var ofTemplates: RightsAnswer {
    rules.granted(200, shown: rules.level < .admin ? [9201, 9202] : [9201, 9202, 9203, 9204, 9205, 9206, 9301])
  }
}
