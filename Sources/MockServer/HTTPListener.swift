import HTTPTypes
import HummingbirdCore
import HummingbirdTLS
import Logging
import MockCore
import NIOCore
import NIOPosix

/// One listening address of a mock: it reads requests, asks the mock, and writes its answers or performs its faults.
public final class HTTPListener: Sendable {
  /// The port it listens on.
  public let port: Int
  private let shutDown: @Sendable () async throws -> Void
  private let running: Task<Void, Never>

  private init(port: Int, running: Task<Void, Never>, shutDown: @escaping @Sendable () async throws -> Void) {
    self.port = port
    self.shutDown = shutDown
    self.running = running
  }

  /// Listens, and returns when connections are taken.
  ///
  /// - Parameters:
  ///   - port: 0 for any free port.
  ///   - tls: how it speaks TLS; nil for plain HTTP.
  ///   - executor: whose thread all of its connections are served on.
  /// - Throws: ``ListenerError`` when the address cannot be had.
  static func start(
    on address: String, port: Int, as host: MockCore.Host, in environment: Deployment = .production,
    answering present: PresentMock, tls: TLSConfiguration? = nil, executor: LoopExecutor, logger: Logger
  ) async throws -> HTTPListener {
    let channel = MockChannel(host, in: environment, answering: present)
    guard let tls else { return try await start(channel, on: address, port: port, executor: executor, logger: logger) }
    return try await start(
      SecureChannel(channel, tls: tls), on: address, port: port, executor: executor, logger: logger)
  }

  static func start(
    _ channel: some ServerChildChannel, on address: String, port: Int, executor: LoopExecutor, logger: Logger
  ) async throws -> HTTPListener {
    let (ports, report) = AsyncThrowingStream<Int, any Error>.makeStream()
    let server = Server(
      childChannelSetup: channel, configuration: ServerConfiguration(address: .hostname(address, port: port)),
      onServerRunning: { report.yield($0.localAddress?.port ?? port) },
      eventLoopGroup: executor.loop, logger: logger)
    let running = Task(executorPreference: executor) {
      do {
        try await server.run()
        report.finish()
      } catch {
        report.finish(throwing: error)
      }
    }
    do {
      for try await bound in ports {
        return HTTPListener(port: bound, running: running) { try await server.shutdownGracefully() }
      }
    } catch {
      throw ListenerError(address: address, port: port, cause: error)
    }
    throw ListenerError(address: address, port: port, cause: nil)
  }

  /// Stops listening; what is being answered is answered, and idle connections are closed.
  public func stop() async {
    // The only error is that it was stopped before, which is what is wanted.
    try? await shutDown()
    await running.value
  }
}

/// An address that cannot be listened on.
public struct ListenerError: Error, CustomStringConvertible, Sendable {
  /// The address.
  public var address: String
  /// The port.
  public var port: Int
  /// What the system said.
  public var reason: String

  init(address: String, port: Int, cause: (any Error)?) {
    self.address = address
    self.port = port
    if let error = cause as? IOError, error.errnoCode == EADDRINUSE {
      reason = "another program already listens there; stop it, or choose another port"
    } else if let error = cause as? IOError, error.errnoCode == EACCES {
      reason = "ports below 1024 need a privilege; choose another port"
    } else {
      reason = cause.map { "\($0)" } ?? "the listener ended at once"
    }
  }

  /// The address and what to do.
  public var description: String { "cannot listen on \(address):\(port): \(reason)" }
}
