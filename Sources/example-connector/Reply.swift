import Foundation
import Hummingbird

/// Builds the connector's own JSON answers.
enum Reply {
  static func json(_ status: HTTPResponse.Status, _ value: some Encodable) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body = try encoder.encode(value)
    return Response(
      status: status,
      headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: body)))
  }

  /// Performs an action and turns a problem into its answer.
  static func answering(_ action: () async throws -> Response) async throws -> Response {
    do {
      return try await action()
    } catch let problem as Problem {
      return try refusal(problem)
    }
  }

  private static func refusal(_ problem: Problem) throws -> Response {
    switch problem {
    case .loginRequired: return try json(.unauthorized, ["error": "login-required", "connect": "/connect"])
    case .forbidden: return try json(.forbidden, ["error": "forbidden"])
    case .notFound: return try json(.notFound, ["error": "not-found"])
    case .notInstalled: return try json(.forbidden, ["error": "not-installed", "message": Self.askToInstall])
    case .rejected(let message): return try json(.unprocessableContent, ["error": "rejected", "message": message])
    case .misconfigured(let message):
      return try json(.internalServerError, ["error": "misconfigured", "message": message])
    case .failed(let message): return try json(.badGateway, ["error": "failed", "message": message])
    case .badRequest(let message): return try json(.badRequest, ["error": "bad-request", "message": message])
    case .rateLimited(let until):
      var response = try json(.tooManyRequests, ["error": "rate-limited", "resetAt": until.formatted(.iso8601)])
      response.headers[.retryAfter] = String(max(1, Int(until.timeIntervalSinceNow.rounded(.up))))
      return response
    case .unavailable(let message, let seconds):
      var response = try json(.serviceUnavailable, ["error": "unavailable", "message": message])
      response.headers[.retryAfter] = seconds.map(String.init)
      return response
    }
  }

  private static let askToInstall =
    "The app is not connected to this company: ask your Procore administrator to install the app."
}
