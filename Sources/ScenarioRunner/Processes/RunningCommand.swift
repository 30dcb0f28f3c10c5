import Foundation
import MockCore
import ScenarioCore

/// A command of the connector that was started for one login or one action.
struct RunningCommand: Sendable {
  let process: ConnectorProcess
  let output: CommandOutput
  /// What is typed into its standard input; nil where nothing is.
  let keyboard: Keyboard?

  /// Types into a command's standard input, until it is given up.
  actor Keyboard {
    private let pipe: ProcessPipe
    private var isOpen = true

    init() throws { pipe = try ProcessPipe() }

    /// The descriptor that the command reads from.
    nonisolated var readEnd: CInt { pipe.readEnd }

    /// Types a line.
    func type(_ line: String) {
      if isOpen { pipe.write(line + "\n") }
    }

    /// Nothing more will be typed.
    func giveUp() {
      if isOpen { close(pipe.writeEnd) }
      isOpen = false
    }

    /// Gives the pipe back when the command has ended.
    func end() {
      giveUp()
      close(pipe.readEnd)
    }
  }

  /// Waits until the command ends by itself.
  ///
  /// - Throws: `CancellationError`; the command is ended then.
  func ended() async throws -> ProcessEnd {
    do {
      return try await process.end()
    } catch {
      await stop()
      throw error
    }
  }

  /// Ends the command, politely first.
  func stop() async {
    await process.stop()
    await keyboard?.end()
  }

  /// Ends whatever the command left running in its group, and reads what is still to be read.
  func finish() async {
    await process.kill()
    await keyboard?.end()
  }
}
