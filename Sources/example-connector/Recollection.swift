/// What the connector remembers from one action to the next, beside its tokens.
actor Recollection {
  /// The company that was asked for first.
  private var company: Int64?
  private var refused: Set<Int64> = []
  private var missing: Set<Int64> = []
  private var lists: [Int64: RFIList] = [:]

  /// The company that was asked for first; this one, where it is the first.
  func first(_ asked: Int64) -> Int64 {
    if let company { return company }
    company = asked
    return asked
  }

  /// Notes that a company was refused.
  func note(refused company: Int64) { refused.insert(company) }
  func isRefused(_ company: Int64) -> Bool { refused.contains(company) }

  /// Notes that a project was not found.
  func note(missing project: Identifier) { missing.insert(project.value) }
  func isMissing(_ project: Identifier) -> Bool { missing.contains(project.value) }

  /// Notes what was read for a company.
  func note(_ list: RFIList, of company: Int64) { lists[company] = list }
  func list(of company: Int64) -> RFIList? { lists[company] }
}
