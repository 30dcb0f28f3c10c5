import Crypto
import Foundation
import MockCore
import NIOCore

/// How quickly refresh tokens are rotated, each committed to SQLite before it is answered.
struct MeasureRefresh {
  let connections: Int
  let span: Duration

  func figures() async throws -> [Figure] {
    let bare = try await bareServer()
    let opaque = try await rotations { $0.accessTokenFormat = .opaque }
    let signed = try await rotations { $0.accessTokenFormat = .jwtES512 }
    return [
      Figure(
        name: "refresh with rotation, opaque tokens", value: opaque, unit: "per second", reference: bare,
        target: .atLeast(6000)),
      Figure(
        name: "refresh with rotation, ES512 tokens", value: signed, unit: "per second",
        reference: try await signatures(), target: .share(0.7)),
    ]
  }

  private func rotations(turning turn: (inout Profile) -> Void) async throws -> Double {
    let load = try await MockUnderLoad.start(turning: turn)
    let port = load.listeners.loginPort
    let clients = try await load.connect(times: connections).map {
      RefreshingClient(app: load.app, refreshToken: $0.refresh)
    }
    let found = try await Load(port: port, span: span).send(clients)
    await load.listeners.stop()
    guard found.refused == 0 else { throw MockUnderLoad.Wrong(description: "\(found.refused) answers were refusals") }
    return found.perSecond
  }

  private func bareServer() async throws -> Double {
    let body = Array(#"{"access_token":"a","token_type":"bearer","expires_in":5400,"refresh_token":"r"}"#.utf8)
    let bare = try await BareServer.start(
      answering: body, headers: [("Content-Type", "application/json"), ("Content-Length", String(body.count))])
    let request = Load.Request(.POST, "/oauth/token", [], body: "grant_type=refresh_token")
    let found = try await Load(port: bare.port, span: span).send(
      (0..<connections).map { _ in Load.SameRequest(request: request) })
    try await bare.stop()
    return found.perSecond
  }

  /// How many bare signatures all cores make in a second.
  private func signatures() async throws -> Double {
    let key = P521.Signing.PrivateKey()
    let data = Data(repeating: 0x61, count: 600)
    let span = span
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return try await withThrowingTaskGroup(of: Int.self) { tasks in
      for _ in 0..<cores {
        tasks.addTask {
          let watch = Stopwatch()
          var count = 0
          while watch.time < span {
            _ = try key.signature(for: data)
            count += 1
          }
          return count
        }
      }
      return try await tasks.reduce(into: 0.0) { $0 += Double($1) } / (span / .seconds(1))
    }
  }
}
