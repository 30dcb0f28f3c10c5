import JSONSource
import MockCore

/// Does what requests of the control API ask for.
struct ControlAPI: Sendable {
  let sandboxes: OpenSandboxes
  let fixtures: SandboxFixtures

  /// How a request is answered.
  enum Reaction: Sendable {
    case answer(ControlAnswer)
    /// The record is told as it grows, for as long as the client listens.
    case follow(Following)
  }

  /// Does what is asked for.
  ///
  /// - Throws: ``ControlProblem``, or what SQLite says.
  func perform(_ request: ControlRequest) async throws -> Reaction {
    if let problem = GuardControl.problem(request) { throw problem }
    let (route, values) = try ReadControlRequest.route(request)
    if route != .listExchanges { try ReadControlRequest.noQuery(of: request) }
    let base = "http://" + (request.authority ?? MockListeners.loopback)
    switch route {
    case .showIndex: return .answer(index)
    case .describe: return .answer(try await describe())
    case .listSandboxes:
      var all: [JSONValue] = []
      for sandbox in await sandboxes.all { all.append(await sandbox.description(at: base).json) }
      return .answer(ControlAnswer(["sandboxes": .array(all)]))
    case .createSandbox: return .answer(try await create(request, base))
    case .deleteSandbox:
      try await sandboxes.delete(values["sandbox"] ?? "")
      return .answer(ControlAnswer(status: 204))
    case .listExchanges:
      return try await listExchanges(of: try await sandboxes.find(values["sandbox"] ?? ""), request)
    default:
      let sandbox = try await sandboxes.find(values["sandbox"] ?? "")
      return .answer(try await perform(route, on: sandbox, values, request, base))
    }
  }

  /// Does what is asked for of one sandbox.
  private func perform(
    _ route: ControlRoute, on sandbox: OpenSandbox, _ values: [String: String], _ request: ControlRequest,
    _ base: String
  ) async throws -> ControlAnswer {
    let mock = sandbox.mock
    switch route {
    case .resetSandbox:
      try ReadControlRequest.noBody(of: request)
      try await mock.reset()
      return ControlAnswer(await sandbox.description(at: base).json)
    case .showClock: return clock(await mock.clockShown)
    case .moveClock:
      return clock(try await mock.move(try ReadControlRequest.body(of: request, .advance).value))
    case .listTokens: return ControlAnswer(["tokens": .array(try await mock.tokens())])
    case .showToken, .expireToken, .revokeToken:
      if route != .showToken { try ReadControlRequest.noBody(of: request) }
      return try await token(values["token"] ?? "", route, mock)
    case .showWorld: return ControlAnswer(await mock.people.controlJSON)
    case .changeWorld: return try await changeWorld(mock, request)
    case .listFaults: return ControlAnswer(["faults": .array(await mock.armedFaults.map(\.json))])
    case .armFault: return try await arm(mock, request, at: base + "/sandboxes/" + sandbox.id)
    case .showFault, .disarmFault, .releaseFault:
      if route == .releaseFault { try ReadControlRequest.noBody(of: request) }
      return try await fault(values["fault"] ?? "", route, mock)
    case .showExchange: return try await exchange(values["number"] ?? "", mock)
    case .showKeys:
      return ControlAnswer(["keys": [mock.signer.publicKeyJWK]], type: "application/jwk-set+json")
    case .showSandbox: return ControlAnswer(await sandbox.description(at: base).json)
    case .showIndex, .describe, .listSandboxes, .createSandbox, .deleteSandbox, .listExchanges:
      throw ControlProblem.ofOurOwn
    }
  }

  // MARK: - Beside the sandboxes

  private var index: ControlAnswer {
    ControlAnswer([
      "name": "Dryfit control API", "description": "/openapi.json", "sandboxes": "/sandboxes",
    ])
  }

  private func describe() async throws -> ControlAnswer {
    guard let description = await fixtures.description() else { throw ControlProblem.ofOurOwn }
    return ControlAnswer(json: description)
  }

  private func create(_ request: ControlRequest, _ base: String) async throws -> ControlAnswer {
    let names = await fixtures.names()
    let order = try ReadControlRequest.body(of: request, .sandboxOrder(knowing: names)).value
    let description = await (try await sandboxes.create(order)).description(at: base)
    return ControlAnswer(description.json, status: 201, headers: [.location: description.url])
  }

  // MARK: - One sandbox

  private func clock(_ shown: (now: Instant, advanced: Duration)) -> ControlAnswer {
    ControlAnswer([
      "now": .string(shown.now.rfc3339), "milliseconds": .integer(shown.now.milliseconds),
      "advanced": .string(DurationText.text(for: shown.advanced)),
    ])
  }

  private func token(_ text: String, _ route: ControlRoute, _ mock: Mock) async throws -> ControlAnswer {
    guard let name = IssuedToken.Name(text), try await mock.token(name) != nil else {
      throw ControlProblem(
        404, "unknown-token", "There is no such token", detail: "no token \"\(text)\" was issued",
        hint: "GET …/tokens lists them; in a path, access#2 is written access-2")
    }
    if route == .expireToken {
      guard name.kind == .access else {
        throw ControlProblem(
          409, "no-expiry", "The token has no end", detail: "a refresh token lives until it is used",
          hint: "revoke it")
      }
      try await mock.expireAccessToken(name.ordinal)
    }
    if route == .revokeToken { try await mock.revoke(name) }
    return ControlAnswer(try await mock.token(name) ?? .null)
  }

  private func changeWorld(_ mock: Mock, _ request: ControlRequest) async throws -> ControlAnswer {
    let names = await mock.names
    let reader = NamedChangeReader(world: names.world, collections: names.collections).change
    let change = try ReadControlRequest.body(of: request, reader).value
    let touched = try await mock.make(change)
    if case .hide(let collection, let record) = change, touched == 0 {
      throw ControlProblem(
        422, "unknown-record", "There is no such record",
        detail: "there is no record \(record) among the \(collection)",
        hint: "the API lists them")
    }
    var answer: JSONObject = ["touched": .integer(Int64(touched))]
    if change == .rotateSecret { answer["clientSecret"] = .string(await mock.app.secret) }
    return ControlAnswer(.object(answer))
  }
}
