import Foundation
import Testing

@testable import ScenarioRunner

/// What a process prints is read to its last word, and nobody waits for more.
struct OutputReadingTests {
  /// What is read from a pipe whose other end somebody still holds.
  private func read(_ text: String) async throws -> (bytes: String, lines: String) {
    let pipe = try ProcessPipe()
    defer { close(pipe.writeEnd) }
    let output = CommandOutput()
    let reading = try await OutputReading.begin(pipe.readEnd) { await output.take($0, lines: $1, from: .output) }
    pipe.write(text)
    await reading.finish()
    return (await output.standardOutput, await output.text)
  }

  @Test(arguments: 1...20)
  func `what was printed until the reading ends is read, however busy the machine is`(time: Int) async throws {
    // As much as a pipe holds in any case, so that writing waits for no reader.
    let line = String(repeating: "\(time) ", count: 1_000)
    let read = try await read("\(line)\n\(line)\nwithout an end")
    #expect(read.bytes == "\(line)\n\(line)\nwithout an end")
    #expect(read.lines == "\(line)\n\(line)\nwithout an end")
  }

  @Test func `where nothing was printed nothing is read`() async throws {
    let read = try await read("")
    #expect(read.bytes.isEmpty && read.lines.isEmpty)
  }
}
