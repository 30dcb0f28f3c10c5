import MockCore

/// How long pages in the middle of a million records take, beside the same requests on a list of a hundred, in one
/// mock: the world `large` has a project of each kind.
struct MeasureLargeList {
  let span: Duration
  /// The first row of the pages of the long list.
  private static let middle = 500_000
  /// Rows of the short list.
  private static let short = 100

  func figures() async throws -> [Figure] {
    let watch = Stopwatch()
    let load = try await MockUnderLoad.start(world: "large")
    let seconds = watch.seconds
    let token = try await load.connect(times: 1)[0].access
    let projects = await load.listeners.mock.people.projects
    guard projects.count == 2 else { throw MockUnderLoad.Wrong(description: "the world \"large\" has two projects") }
    let fromShort = try await pagesPerSecond(from: 0, of: projects[1], load, token)
    let fromLong = try await pagesPerSecond(from: Self.middle, of: projects[0], load, token)
    await load.listeners.stop()
    return [
      Figure(name: "a world of a million records, ready to answer", value: seconds, unit: "s", target: .atMost(10)),
      Figure(
        name: "a page from the middle of a million records", value: 1000 / fromLong, unit: "ms",
        reference: 1000 / fromShort, target: .times(2)),
    ]
  }

  /// How many pages one connection is answered in a second, each asked for when the one before it has come.
  private func pagesPerSecond(
    from first: Int, of project: Project, _ load: MockUnderLoad, _ token: String
  ) async throws -> Double {
    let headers = [("Authorization", "Bearer \(token)"), ("Procore-Company-Id", String(project.company))]
    let requests = Self.pages(from: first).map { page, size in
      Load.Request(
        .GET, "/rest/v1.0/punch_items?project_id=\(project.id)&per_page=\(size)&page=\(page)", headers)
    }
    let client = Load.RequestsInTurn(requests: requests)
    // A list is measured once, when it is first asked for.
    _ = try await Load(port: load.listeners.apiPort, span: .milliseconds(500)).send([client])
    let found = try await Load(port: load.listeners.apiPort, span: span).send([client])
    guard found.refused == 0 else { throw MockUnderLoad.Wrong(description: "\(found.refused) answers were refusals") }
    return found.perSecond
  }

  /// Pages of every size that a short list can fill, more than are remembered, so that each is read anew.
  private static func pages(from first: Int) -> [(page: Int, size: Int)] {
    (1...short).flatMap { size in (1...(short / size)).map { (first / size + $0, size) } }
  }
}
