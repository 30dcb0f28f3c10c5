import NIOCore
import NIOPosix
import ScenarioCore

/// The reading of what a process prints on one of its streams.
///
/// A process that got hold of the stream and outlives the one that was started could keep it open for ever: the reading
/// is bounded by ``finish(within:)``.
struct OutputReading: Sendable {
  private let channel: any Channel
  private let done = Latch<Bool>()

  /// Begins to read; the descriptor belongs to the reading from now on.
  static func begin(
    _ descriptor: CInt, as stream: OutputLine.Stream, into receiver: OutputReceiver
  ) async throws -> OutputReading {
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
          await receiver.take(bytes, lines: splitter.take(bytes), from: stream)
        }
      }
      await receiver.take([], lines: splitter.finish(), from: stream)
      await reading.done.open(true)
    }
    return reading
  }

  private init(channel: any Channel) {
    self.channel = channel
  }

  /// Reads to the end, and gives up when the end does not come.
  func finish(within bound: Duration) async {
    do {
      _ = try await Deadline.run(within: bound) { try await done.wait() }
    } catch {
      try? await channel.close()
      _ = await Task { try? await done.wait() }.value
    }
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
