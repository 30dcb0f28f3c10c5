import HummingbirdCore
import Logging
import MockCore
import NIOCore

/// The connections of one host of a mock: HTTP/1.1, one request after the other.
struct MockChannel: ServerChildChannel {
  typealias Value = HTTP1Channel.Value

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
      try pipeline.speakHTTP(
        refusing: { [present, host, environment] in
          await present.responder.refusal(of: $0, at: host, in: environment)
        }, first: AnswerInPlace(at: host, in: environment, answering: present))
      return try NIOAsyncChannel(
        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
  }

  func handle(value: Value, logger: Logger) async { await inner.handle(value: value, logger: logger) }
}
