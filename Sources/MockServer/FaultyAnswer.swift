import HTTPTypes
import HummingbirdCore
import MockCore
import NIOCore
import NIOPosix

/// Performs a fault on the socket, after the decision was made or refused.
///
/// Pauses are real time, kept by the connection's event loop. They end early when the client leaves or the mock stops.
struct FaultyAnswer {
  let fault: Fault
  /// The answer as it would have been sent; nil where nothing was decided.
  let written: MockResponder.Written?
  /// Whether the answer has no body because of the request's method.
  let isHead: Bool
  let channel: any Channel
  let mock: Mock

  /// A dripping answer comes in at most so many pieces.
  static let dripPieces = 16
  /// The pause before each piece of a dripping answer: 1.6 seconds for the whole of it.
  static let dripPause = Duration.milliseconds(100)
  /// What comes in place of HTTP: neither a status line nor text.
  static let garbage: [UInt8] = Array("~\u{1}}#\r\n:\u{0}!garbled".utf8) + [0xFF, 0xFE, 0x00, 0x0D, 0x0A, 0x0D, 0x0A]

  /// Spoils or keeps the answer.
  ///
  /// - Returns: whether the client was sent what the fault promises; false where it left before.
  func perform(_ writer: consuming ResponseWriter) async throws -> Bool {
    switch fault.reply {
    case .status: try await send(writer)
    case .dropBeforeCommit, .dropAfterCommit: try await close()
    case .reset: try await reset()
    case .truncate: try await truncate(writer)
    case .garbage:
      try await RawBytes.write(Self.garbage, on: channel)
      try await close()
    case .drip: return try await drip(writer)
    case .delay(let span): return try await answer(after: span, writer)
    case .hold: return try await answer(after: nil, writer)
    case .hang(let span):
      _ = try await wait(span)
      try await close()
    }
    return true
  }

  // MARK: - Answers

  private func send(_ writer: consuming ResponseWriter) async throws {
    try await written?.write(to: writer, headOnly: isHead)
  }

  private func answer(after span: Duration?, _ writer: consuming ResponseWriter) async throws -> Bool {
    guard try await wait(span) == .answer else {
      try await close()
      return false
    }
    try await send(writer)
    return true
  }

  private func drip(_ writer: consuming ResponseWriter) async throws -> Bool {
    guard let written else { return true }
    var rest = isHead ? ByteBuffer() : written.body
    let size = max(1, (rest.readableBytes + Self.dripPieces - 1) / Self.dripPieces)
    var body = try await writer.writeHead(written.head)
    while let piece = rest.readSlice(length: min(size, rest.readableBytes)), piece.readableBytes > 0 {
      guard try await wait(Self.dripPause) == .answer else {
        try await close()
        return false
      }
      try await body.write(piece)
    }
    try await body.finish(nil)
    return true
  }

  private func truncate(_ writer: consuming ResponseWriter) async throws {
    guard let written else { return }
    var body = try await writer.writeHead(written.head)
    var half = written.body
    half.moveWriterIndex(to: half.readerIndex + half.readableBytes / 2)
    try await body.write(half)
    try await close()
  }

  // MARK: - The connection

  /// Waits for real time to pass, or without a span for the fault to be released.
  private func wait(_ span: Duration?) async throws -> OpenAnswers.Ending {
    let promise = channel.eventLoop.makePromise(of: OpenAnswers.Ending.self)
    let number = await mock.keepOpen(fault) { promise.succeed($0) }
    try await ClientWatch.onLeaving(channel) { promise.succeed(.close) }
    let alarm = span.map { span in channel.eventLoop.scheduleTask(in: TimeAmount(span)) { promise.succeed(.answer) } }
    let ending = try await promise.futureResult.get()
    alarm?.cancel()
    await mock.forgetOpen(number)
    return ending
  }

  private func reset() async throws {
    // With no time to linger the kernel answers with RST instead of FIN.
    if let socket = channel as? any SocketOptionProvider {
      try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
    try await close()
  }

  private func close() async throws {
    do {
      try await SocketEnd.close(channel).get()
    } catch ChannelError.alreadyClosed {
      // The client was faster; the answer is lost either way.
    }
  }
}
