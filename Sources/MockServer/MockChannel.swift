import HummingbirdCore
import Logging
import MockCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// The connections of one host of a mock: HTTP/1.1, one request after the other.
struct MockChannel: ServerChildChannel {
  typealias Value = HTTP1Channel.Value

  /// How long a connection may lie idle.
  private static let idleTimeout = Duration.seconds(60)

  private let host: MockCore.Host
  private let environment: Deployment
  private let present: PresentMock
  private let inner: HTTP1Channel

  /// Connections to a host whose requests are answered by the present mock.
  init(_ host: MockCore.Host, in environment: Deployment, answering present: PresentMock) {
    self.host = host
    self.environment = environment
    self.present = present
    inner = HTTP1Channel(responder: { request, writer, channel in
      try await present.responder.respond(to: request, at: host, in: environment, writer: writer, channel: channel)
    })
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      // Pipelined requests wait for their turn: what is answered in place must not overtake what is not.
      try pipeline.configureHTTPServerPipeline(
        withPipeliningAssistance: true, withErrorHandling: false, withOutboundHeaderValidation: false)
      try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
      try pipeline.addHandler(ClientWatch())
      try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: Self.idleTimeout, logger: logger))
      try pipeline.addHandler(AnswerInPlace(at: host, in: environment, answering: present))
      return try NIOAsyncChannel(
        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
  }

  func handle(value: Value, logger: Logger) async { await inner.handle(value: value, logger: logger) }
}
