import NIOCore
import NIOPosix
import Testing

@testable import ScenarioRunner

/// The ports of connectors: no two runs have the same, be they of one process or of many.
struct ReservedPortTests {
  @Test func `a port that a run has is nobody else's until it is released`() async throws {
    let port = try await ReservedPort.find()
    #expect(await ReservedPort.reserve(port.number) == nil)
    let other = try await ReservedPort.find()
    #expect(other.number != port.number)
    await other.release()
    await port.release()
    let again = try #require(await ReservedPort.reserve(port.number))
    await again.release()
  }

  @Test func `a port that is reserved can be listened on, and one on which somebody listens is passed over`()
    async throws
  {
    let port = try await ReservedPort.find()
    let connector = try await listen(on: port.number)
    await port.release()
    #expect(await ReservedPort.reserve(port.number) == nil)
    try await connector.close()
    let again = try #require(await ReservedPort.reserve(port.number))
    await again.release()
  }

  private func listen(on port: Int) async throws -> any Channel {
    try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: port).get()
  }
}
