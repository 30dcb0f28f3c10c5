import JSONSource
import MockCore
import MockStore
import Testing

/// Every operation, called by everybody, everywhere, against a table that is worked out apart from the code.
struct EveryRightTests {
  /// The facts that all decisions rest on; they are made once.
  private struct Facts {
    let catalog: Catalog
    let directory: Directory
    let profile: Profile
    let store: MockStore
    let now = MockUnderTest.start

    init() throws {
      let world = try ContractFixtures.world("every-level")
      catalog = try ContractFixtures.catalog()
      directory = world.directory
      profile = try ContractFixtures.profile("refusals-of-operations")
      store = try MockStore()
      try store.load(world, at: now)
    }

    func decide(_ call: RightsCall) throws -> Decision {
      let request = call.request
      let token = AccessToken(
        id: "a1", ordinal: 1, grant: 1, client: RightsCall.client, user: call.person.id, issuedAt: now,
        expiresAt: now + .seconds(60))
      let route = catalog.route(method: request.method, path: request.path)
      let whole = Call(request: request, route: route, token: .known(token), baseURL: "http://api.example")
      switch PermitCall.decide(whole, directory: directory, profile: profile, now: now) {
      case .failure(let refused): return refused.decision(action: route?.operation.action, profile: profile)
      case .success(let permit):
        let found = try store.find(AnswerCall.needs(permit, request, profile, now: now))
        var ids = IDSource(seed: 1)
        return AnswerCall.decide(
          permit, whole, found: found, directory: directory, profile: profile, now: now, ids: &ids)
      }
    }
  }

  /// The records that a call can be about: three where it names one, otherwise any.
  private func records(_ operation: MockCore.Operation) -> [LevelsRecord] {
    [.show, .update, .delete].contains(operation.action) ? LevelsRecord.allCases : [.open]
  }

  @Test func `every operation answers everybody everywhere as Procore documents it`() throws {
    let facts = try Facts()
    var seen: Set<Grounds> = []
    var count = 0
    for operation in facts.catalog.operations {
      for place in LevelsPlace.all {
        for person in LevelsPerson.cast {
          for record in records(operation) {
            let call = RightsCall(operation: operation, person: person, place: place, record: record)
            let decision = try facts.decide(call)
            let expected = RightsRules(operation: operation, person: person, place: place, record: record).answer
            let actual = RightsAnswer(
              status: decision.answer.status, grounds: decision.grounds,
              shown: expected.shown.map { _ in Set(decision.about.records) })
            if actual != expected {
              Issue.record(
                """
                \(operation.name) \(record) by \(person.login) in \(place.name): \(actual), expected \(expected)
                """)
            }
            installs(decision, in: place, operation)
            seen.insert(decision.grounds)
            count += 1
          }
        }
      }
    }
    #expect(count > 10_000)
    #expect(
      seen == [
        .userDisabled, .notInCompany, .appNotInstalled, .notInProject, .toolDisabled, .levelNone, .levelTooLow,
        .recordUnknown, .recordPrivate, .recordConflict, .granted,
      ])
  }

  /// The first call installs the app where users may, unless it is about installations.
  private func installs(_ decision: Decision, in place: LevelsPlace, _ operation: MockCore.Operation) {
    guard decision.grounds == .granted, operation.scope != .none, operation.collection != "app_installations" else {
      return
    }
    let isFirst = place.installation == .byFirstCall
    let change = Change.installApp(company: place.company, client: RightsCall.client)
    if decision.changes.contains(change) != isFirst {
      Issue.record("\(operation.name) in \(place.name) \(isFirst ? "does not install" : "installs")")
    }
  }

  @Test func `the table has every person and every place of the world`() throws {
    let facts = try Facts()
    #expect(
      Set(facts.directory.users.map(\.id)) == Set(LevelsPerson.cast.map(\.id)),
      "who stands in the world and not in the table is never called by")
    #expect(
      Set(facts.directory.projects.map(\.id)) == Set(LevelsPlace.all.map(\.project) + [RightsCall.elsewhere]))
    for person in facts.directory.users {
      let login = LevelsPerson.cast.first { $0.id == person.id }?.login
      #expect(person.login == (login ?? "") + "@levels.example")
    }
  }
}
