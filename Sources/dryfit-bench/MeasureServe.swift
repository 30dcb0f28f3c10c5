import Foundation
import NIOCore
import NIOPosix

/// How quickly `dryfit serve` answers after its start, and what it occupies at rest.
struct MeasureServe {
  private static let repetitions = 7

  func figures() async throws -> [Figure] {
    var starts: [Double] = []
    var references: [Double] = []
    var megabytes: [Double] = []
    for _ in 0..<Self.repetitions {
      references.append(try timeOfTrue())
      let (start, memory) = try await timeOfServe()
      starts.append(start)
      megabytes.append(memory)
    }
    return [
      Figure(
        name: "start of dryfit serve to its first answer (median)", value: starts.median, unit: "ms",
        reference: references.median, target: .atMost(40)),
      Figure(name: "memory of dryfit serve at rest (median)", value: megabytes.median, unit: "MB", target: .atMost(40)),
    ]
  }

  private func timeOfTrue() throws -> Double {
    let watch = Stopwatch()
    let process = try Process.run(URL(filePath: "/bin/true"), arguments: [])
    process.waitUntilExit()
    return watch.milliseconds
  }

  private func timeOfServe() async throws -> (milliseconds: Double, megabytes: Double) {
    let process = Process()
    process.executableURL = try Beside.executable("dryfit")
    process.arguments = ["serve", "--login-port", "0", "--api-port", "0"]
    let output = Pipe()
    process.standardOutput = output
    let watch = Stopwatch()
    try process.run()
    defer {
      process.terminate()
      process.waitUntilExit()
    }
    let port = try port(in: output)
    try await answer(of: port)
    let time = watch.milliseconds
    return (time, try residentMegabytes(process.processIdentifier))
  }

  /// The port of the authorization server, from what is printed first.
  private func port(in output: Pipe) throws -> Int {
    var text = ""
    while true {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw MockUnderLoad.Wrong(description: "dryfit serve ended: \(text)") }
      text += String(decoding: data, as: UTF8.self)
      if let found = text.firstMatch(of: /127\.0\.0\.1:([0-9]+)/), let port = Int(found.1) { return port }
    }
  }

  private func answer(of port: Int) async throws {
    let connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    try await connection.executeThenClose { inbound, outbound in
      try await outbound.write(ByteBuffer(string: "GET /oauth/authorize HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
      for try await _ in inbound { return }
    }
  }

  private func residentMegabytes(_ process: Int32) throws -> Double {
    #if os(Linux)
      let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
      guard let found = status.firstMatch(of: /VmRSS:\s+([0-9]+) kB/), let kilobytes = Double(found.1) else {
        return .nan
      }
      return kilobytes / 1024
    #else
      return .nan
    #endif
  }
}

/// The programs that are built beside this one.
enum Beside {
  static func executable(_ name: String) throws -> URL {
    let here = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    let url = here.appending(path: name)
    guard FileManager.default.isExecutableFile(atPath: url.path) else {
      throw MockUnderLoad.Wrong(description: "\(name) is not built beside dryfit-bench; run swift build -c release")
    }
    return url
  }
}
