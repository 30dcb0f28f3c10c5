import HTTPTypes
import HummingbirdCore
import Logging
import MockCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1
import NIOPosix

/// The listening address of the control API: this machine's loopback, whatever the mocks listen on.
public final class ControlListener: Sendable {
  /// The base URL of the control API.
  public let url: String
  /// The port it listens on.
  public let port: Int
  private let listener: HTTPListener
  private let sandboxes: OpenSandboxes

  private init(_ listener: HTTPListener, _ sandboxes: OpenSandboxes) {
    self.listener = listener
    self.sandboxes = sandboxes
    port = listener.port
    url = "http://\(MockListeners.loopback):\(listener.port)"
  }

  /// Listens, and returns when requests are taken.
  ///
  /// - Parameter port: 0 for any free one.
  /// - Throws: ``ListenerError`` when the port cannot be had.
  public static func start(
    port: Int = 0, over sandboxes: OpenSandboxes, fixtures: SandboxFixtures, logger: Logger
  ) async throws -> ControlListener {
    let responder = ControlResponder(api: ControlAPI(sandboxes: sandboxes, fixtures: fixtures), logger: logger)
    let channel = ControlChannel(responder)
    let listener = try await HTTPListener.start(
      channel, on: MockListeners.loopback, port: port,
      executor: LoopExecutor(MultiThreadedEventLoopGroup.singleton.next()), logger: logger)
    return ControlListener(listener, sandboxes)
  }

  /// Closes all sandboxes but the first, and goes on with another mock as the first.
  public func begin(over first: OpenSandbox, standard: OpenSandboxes.Standard) async {
    await sandboxes.begin(over: first, standard: standard)
  }

  /// Closes all sandboxes but the first, and stops listening.
  public func stop() async {
    await sandboxes.stop()
    await listener.stop()
  }
}

/// The connections of the control API.
private struct ControlChannel: ServerChildChannel {
  typealias Value = HTTP1Channel.Value

  private let inner: HTTP1Channel

  init(_ responder: ControlResponder) {
    inner = HTTP1Channel(responder: { request, writer, channel in
      try await responder.respond(to: request, writer: writer, channel: channel)
    })
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.speakHTTP(refusing: { ControlResponder.refusal(of: $0) })
      return try NIOAsyncChannel(
        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
  }

  func handle(value: Value, logger: Logger) async { await inner.handle(value: value, logger: logger) }
}

/// Turns requests of the wire into requests of the control API, and its answers into bytes.
struct ControlResponder: Sendable {
  let api: ControlAPI
  let logger: Logger

  func respond(
    to request: HummingbirdCore.Request, writer: consuming ResponseWriter, channel: any Channel
  ) async throws {
    switch await reaction(to: request) {
    case .answer(let answer):
      let (head, body) = Self.written(answer)
      try await writer.write(response: head, body: body.map(ResponseBody.init(byteBuffer:)) ?? ResponseBody())
    case .follow(let following): try await following.tell(writer, on: channel)
    }
  }

  private func reaction(to request: HummingbirdCore.Request) async -> ControlAPI.Reaction {
    do {
      return try await api.perform(try await Self.call(request))
    } catch let problem as ControlProblem {
      return .answer(problem.answer)
    } catch {
      logger.error("the control API could not answer", metadata: ["error": "\(error)"])
      return .answer(ControlProblem.ofOurOwn.answer)
    }
  }

  private static func call(_ request: HummingbirdCore.Request) async throws -> ControlRequest {
    var call = ControlRequest(
      method: request.head.method.rawValue, target: request.head.path ?? "/",
      authority: request.head.authority?.lowercased(), headers: request.head.headerFields)
    do {
      call.body = Array(try await request.body.collect(upTo: ControlLimits.body).readableBytesView)
    } catch is NIOTooManyBytesError {
      throw ControlProblem.bodyTooLarge
    } catch {
      throw ControlProblem.noHTTP
    }
    return call
  }

  /// The answer to something that is no request.
  static func refusal(of defect: RequestDefect) -> MockResponder.Written {
    let problem = defect == .headersTooLarge ? ControlProblem.headersTooLarge : .noHTTP
    let (head, body) = written(problem.answer)
    return MockResponder.Written(
      status: head.status.code, headers: HTTPHeaders(head.headerFields), body: body ?? ByteBuffer())
  }

  /// The head and the body of an answer.
  static func written(_ answer: ControlAnswer) -> (HTTPResponse, ByteBuffer?) {
    var headers = answer.headers
    let body = answer.body.map { ByteBuffer(string: $0) }
    if answer.status != 204 { headers[.contentLength] = String(body?.readableBytes ?? 0) }
    headers[.cacheControl] = "no-store"
    // A page may neither read what is answered nor take it for one of its own kind.
    headers[.xContentTypeOptions] = "nosniff"
    return (HTTPResponse(status: .init(code: answer.status), headerFields: headers), body)
  }
}
