import HTTPTypes
import HummingbirdCore
import MockCore
import NIOCore

/// Tells the exchanges of a record as they are recorded, as server-sent events (HTML standard).
///
/// The `id` of an event says where its reader stands; sent back as `Last-Event-ID` it goes on from there. After a reset
/// comes the event `reset`, and then the new record from its beginning.
struct Following: Sendable {
  let mock: Mock
  let query: ExchangeQuery
  let start: RecordPosition

  /// After so much silence a comment is sent, so that nobody between gives the connection up.
  private static let silence = TimeAmount.seconds(15)
  /// How many exchanges are fetched at once.
  private static let batch = 100

  /// Tells exchanges until the client leaves or the mock stops.
  func tell(_ writer: consuming ResponseWriter, on channel: any Channel) async throws {
    let (moments, signal) = AsyncStream<Moment>.makeStream(bufferingPolicy: .bufferingNewest(2))
    let numbers = await mock.follow()
    let watching = Task {
      for await _ in numbers { signal.yield(.news) }
      signal.finish()
    }
    let silence = channel.eventLoop.scheduleRepeatedTask(initialDelay: Self.silence, delay: Self.silence) { _ in
      signal.yield(.silence)
    }
    defer {
      watching.cancel()
      silence.cancel()
    }
    try await ClientWatch.onLeaving(channel) { signal.finish() }
    var body = try await writer.writeHead(
      HTTPResponse(
        status: .ok, headerFields: [.contentType: "text/event-stream", .cacheControl: "no-store"]))
    try await body.write(ByteBuffer(string: ": exchanges as they are recorded\n\n"))
    var position = start
    signal.yield(.news)
    for await moment in moments {
      if moment == .silence { try await body.write(ByteBuffer(string: ": nothing new\n\n")) }
      position = try await news(after: position, &body)
    }
    try await body.finish(nil)
  }

  /// Why somebody who waits goes on.
  private enum Moment: Sendable { case news, silence }

  private func news(
    after start: RecordPosition, _ body: inout some ResponseBodyWriter
  ) async throws -> RecordPosition {
    var position = start
    while true {
      let (generation, exchanges) = try await mock.recorded(after: position, limit: Self.batch)
      var text = ""
      if generation != position.generation {
        position = RecordPosition(generation: generation, number: 0)
        text += "event: reset\nid: \(position.id)\ndata: {}\n\n"
      }
      for exchange in exchanges {
        position.number = exchange.number
        guard query.includes(exchange) else { continue }
        text += "event: exchange\nid: \(position.id)\ndata: \(try ExchangeText.of(exchange))\n\n"
      }
      if !text.isEmpty { try await body.write(ByteBuffer(string: text)) }
      if exchanges.isEmpty { return position }
    }
  }
}
