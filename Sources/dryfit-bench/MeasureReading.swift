import AsyncHTTPClient
import Foundation
import JSONSource
import MockCore

/// How quickly records are read: rights decided, exchange recorded.
struct MeasureReading {
  let connections: Int
  let span: Duration

  func figures() async throws -> [Figure] {
    let load = try await MockUnderLoad.start()
    let token = try await load.connect(times: 1)[0].access
    let client = HTTPClient(eventLoopGroupProvider: .singleton)
    var figures: [Figure] = []
    do {
      let list = try await listOfRFIs(load, client, token)
      let page = try await answer(load, client, token, list.path + "?per_page=100", list.company)
      guard let id = JSONParser.parse(page.body)?.arrayValue?.first?["id"]?.integerValue else {
        throw MockUnderLoad.Wrong(description: "the world's first user reads no RFI")
      }
      for (name, path) in [("GET of one record", "\(list.path)/\(id)"), ("GET of a page", list.path + "?per_page=100")]
      {
        figures.append(try await figure(name, load, client, token, path, list.company))
      }
    } catch {
      try await client.shutdown()
      throw error
    }
    try await client.shutdown()
    await load.listeners.stop()
    return figures
  }

  private func figure(
    _ name: String, _ load: MockUnderLoad, _ client: HTTPClient, _ token: String, _ path: String, _ company: Int64
  ) async throws -> Figure {
    let answer = try await answer(load, client, token, path, company)
    let request = Load.Request(
      .GET, path, [("Authorization", "Bearer \(token)"), ("Procore-Company-Id", String(company))])
    let clients = (0..<connections).map { _ in Load.SameRequest(request: request) }
    let bare = try await BareServer.start(answering: answer.body, headers: answer.headers)
    var reference: [Double] = []
    var found: [Double] = []
    // In turns, so that what else the machine does falls on both.
    for _ in 0..<Self.rounds {
      reference.append(try await Load(port: bare.port, span: span / Self.rounds).send(clients).perSecond)
      let outcome = try await Load(port: load.listeners.apiPort, span: span / Self.rounds).send(clients)
      guard outcome.refused == 0 else {
        throw MockUnderLoad.Wrong(description: "\(outcome.refused) answers were refusals")
      }
      found.append(outcome.perSecond)
    }
    try await bare.stop()
    return Figure(
      name: "\(name) (\(answer.body.count) bytes)", value: found.median, unit: "per second",
      reference: reference.median, target: .share(0.5))
  }

  private static let rounds = 5

  private func listOfRFIs(
    _ load: MockUnderLoad, _ client: HTTPClient, _ token: String
  ) async throws -> (path: String, company: Int64) {
    let people = await load.listeners.mock.people
    for project in people.projects {
      let path = "/rest/v1.1/projects/\(project.id)/rfis"
      let found = try await answer(load, client, token, path, project.company)
      if found.status == 200, JSONParser.parse(found.body)?.arrayValue?.isEmpty == false {
        return (path, project.company)
      }
    }
    throw MockUnderLoad.Wrong(description: "the world's first user reads no RFI")
  }

  private func answer(
    _ load: MockUnderLoad, _ client: HTTPClient, _ token: String, _ path: String, _ company: Int64
  ) async throws -> (status: Int, headers: [(String, String)], body: [UInt8]) {
    var request = HTTPClientRequest(url: load.listeners.apiURL + path)
    request.headers.add(name: "Authorization", value: "Bearer " + token)
    request.headers.add(name: "Procore-Company-Id", value: String(company))
    let response = try await client.execute(request, timeout: .seconds(30))
    let body = try await response.body.collect(upTo: 16 << 20)
    return (Int(response.status.code), response.headers.map { ($0.name, $0.value) }, Array(body.readableBytesView))
  }
}
