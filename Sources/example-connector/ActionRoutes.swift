import Foundation
import Hummingbird

/// What a connected user can do.
struct ActionRoutes: Sendable {
  let connections: Connections
  let conduct: Conduct

  /// `GET /rfis?company_id=ID`
  func read(_ request: Request) async throws -> Response {
    guard let company = request.uri.queryParameters["company_id"].flatMap({ Int64($0) }) else {
      throw Problem.badRequest("company_id must be a number")
    }
    let tokens = try await connection(request).tokens
    let before = await tokens.grant
    let procore = try await prepared(request)
    let asked = conduct.defect == .alwaysFirstCompany ? await procore.recollection.first(company) : company
    do {
      return try Reply.json(.ok, try await ReadRFIs(procore: procore, conduct: conduct)(company: asked))
    } catch {
      if conduct.defect == .losesRefreshWhenRefused { try await tokens.putBack(before) }
      throw error
    }
  }

  /// `POST /rfis` with `company_id`, `project_id` and `subject`
  func write(_ request: Request) async throws -> Response {
    guard let body = try? await request.body.collect(upTo: 64_000),
      let draft = try? JSONDecoder().decode(DraftRFI.self, from: Data(body.readableBytesView)), !draft.subject.isEmpty
    else {
      throw Problem.badRequest("expected JSON with company_id, project_id and subject")
    }
    return try Reply.json(.created, try await CreateRFI(procore: try await prepared(request))(draft))
  }

  /// `GET /status`
  func status(_ request: Request) async throws -> Response {
    let tokens = try await connection(request).tokens
    let person = await tokens.person
    return try Reply.json(
      .ok, Status(connected: await tokens.isConnected, id: person?.id, login: person?.login, name: person?.name))
  }

  /// `POST /disconnect`
  func disconnect(_ request: Request) async throws -> Response {
    let revoked = try await connection(request).tokens.disconnect()
    return try Reply.json(.ok, Disconnection(disconnected: true, revoked: revoked))
  }

  private func prepared(_ request: Request) async throws -> ProcoreClient {
    let procore = try await connection(request).procore
    try await procore.prepare()
    return procore
  }

  private func connection(_ request: Request) async throws -> Connection {
    try await connections.connection(of: request.cookies[LoginRoutes.cookie]?.value)
  }

  private struct Disconnection: Encodable {
    let disconnected: Bool
    /// Whether Procore confirmed the revocation; left out where there was nothing to revoke.
    let revoked: Bool?
  }

  private struct Status: Encodable {
    let connected: Bool
    let id: Identifier?
    let login: String?
    let name: String?
  }
}
