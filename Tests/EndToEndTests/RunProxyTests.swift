import Logging
import NIOCore
import NIOPosix
import ScenarioCore
import Testing

@testable import ScenarioRunner

@Suite(.timeLimit(.minutes(5))) struct RunProxyTests {
  @Test func `a tunnel is refused and remembered`() async throws {
    let proxy = try await proxy()
    for _ in 0..<2 {
      let answer = try await exchange("CONNECT api.procore.com:443 HTTP/1.1\r\n\r\n", with: proxy)
      #expect(answer.hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
      #expect(answer.contains("api.procore.com does not belong to the run"))
    }
    let attempts = await proxy.refused
    #expect(
      attempts == [OutsideAttempt(host: "api.procore.com", port: 443, method: "CONNECT", exchangesBefore: 4, count: 2)])
    await proxy.stop()
  }

  @Test func `a request is refused with its body, and nothing arrives where it wanted to go`() async throws {
    let (goal, arrivals) = try await goal()
    let proxy = try await proxy()
    let port = goal.localAddress?.port ?? 0
    let body = String(repeating: "x", count: 1 << 20)
    let head = "POST http://127.0.0.1:\(port)/v1 HTTP/1.1\r\nAuthorization: Bearer abc\r\nContent-Length: \(1 << 20)"
    let answer = try await exchange(head + "\r\n\r\n" + body, with: proxy)
    #expect(answer.hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
    let attempts = await proxy.refused
    #expect(
      attempts == [
        OutsideAttempt(
          host: "127.0.0.1", port: port, method: "POST", path: "/v1", authorization: "Bearer abc", exchangesBefore: 4)
      ])
    await proxy.stop()
    try await goal.close()
    #expect(try await arrivals.get() == 0)
  }

  @Test func `what is no request to a proxy is refused and not remembered`() async throws {
    let proxy = try await proxy()
    let answer = try await exchange("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n", with: proxy)
    #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
    #expect(await proxy.refused.isEmpty)
    await proxy.stop()
  }

  @Test func `the variables lead everything but the loopback to it`() async throws {
    let proxy = try await proxy()
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
      #expect(proxy.variables[name] == proxy.url)
    }
    #expect(proxy.variables["NODE_USE_ENV_PROXY"] == "1")
    #expect(proxy.variables["NO_PROXY"] == "localhost,127.0.0.1,::1")
    #expect(proxy.variables["no_proxy"] == proxy.variables["NO_PROXY"])
    await proxy.stop()
  }

  @Test func `when it is stopped nobody listens there`() async throws {
    let proxy = try await proxy()
    await proxy.stop()
    await #expect(throws: NIOConnectionError.self) { try await exchange("", with: proxy) }
  }

  private func proxy() async throws -> RunProxy {
    try await RunProxy.start(exchangeCount: { 4 }, logger: Logger(label: "test"))
  }

  /// A listener, and how many connections came to it until it was closed.
  private func goal() async throws -> (any Channel, EventLoopFuture<Int>) {
    let arrivals = NIOLoopBoundCounter()
    let channel = try await ServerBootstrap(group: arrivals.loop)
      .childChannelInitializer { $0.eventLoop.makeSucceededVoidFuture().map { arrivals.count() } }
      .bind(host: "127.0.0.1", port: 0).get()
    return (channel, channel.closeFuture.flatMapThrowing { arrivals.value })
  }

  /// Sends a text and reads to the end of the connection.
  private func exchange(_ text: String, with proxy: RunProxy) async throws -> String {
    let port = try #require(proxy.url.split(separator: ":").last.flatMap { Int($0) })
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    return try await channel.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(string: text))
      var answer = ""
      for try await part in inbound { answer += String(buffer: part) }
      return answer
    }
  }
}

/// Counts on one event loop.
private final class NIOLoopBoundCounter: Sendable {
  let loop = MultiThreadedEventLoopGroup.singleton.any()
  private let counted: NIOLoopBoundBox<Int>

  init() { counted = .makeBoxSendingValue(0, eventLoop: loop) }
  func count() { counted.value += 1 }
  var value: Int { counted.value }
}
