import NIOCore
import NIOPosix
import ScenarioCore

/// The reading of what a process prints on one of its streams.
///
/// A process that got hold of the stream and outlives the one that was started could keep it open for ever: the reading
/// ends with ``finish()``, and what was printed until then is read, however busy the machine is.
struct OutputReading: Sendable {
  private let channel: any Channel
  private let done = Latch<Bool>()

  /// Begins to read; the descriptor belongs to the reading from now on.
  ///
  /// - Parameter take: takes bytes in their order, and the lines that they complete.
  static func begin(
    _ descriptor: CInt, _ take: @escaping @Sendable (_ bytes: [UInt8], _ lines: [String]) async -> Void
  ) async throws -> OutputReading {
    let rest = PipeRest(of: descriptor)
    let channel = try await NIOPipeBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .takingOwnershipOfDescriptor(input: descriptor) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, Never>(wrappingChannelSynchronously: channel)
        }
      }
    let reading = OutputReading(channel: channel.channel)
    Task {
      var splitter = LineSplitter()
      // A stream that breaks has ended; what was read is kept.
      try? await channel.executeThenClose { inbound in
        for try await buffer in inbound {
          let bytes = Array(buffer.readableBytesView)
          await take(bytes, splitter.take(bytes))
        }
      }
      let bytes = rest.read()
      await take(bytes, splitter.take(bytes) + splitter.finish())
      await reading.done.open(true)
    }
    return reading
  }

  private init(channel: any Channel) {
    self.channel = channel
  }

  /// Reads what was printed until now, and ends.
  func finish() async {
    try? await channel.close()
    _ = await Task { try? await done.wait() }.value
  }
}

/// Takes what a process prints: into the log, and together where an answer is made of it.
struct OutputReceiver: Sendable {
  let log: OutputLog
  var together: CommandOutput?

  func take(_ bytes: [UInt8], lines: [String], from stream: OutputLine.Stream) async {
    await together?.take(bytes, lines: lines, from: stream)
    await log.add(lines, to: stream)
  }
}
