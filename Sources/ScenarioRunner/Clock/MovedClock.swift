import Foundation
import MockCore
import ScenarioCore

/// The clock that the processes of a connector see: the real one, moved by what a file of the run says.
///
/// libfaketime is loaded into every process of the connector and reads the file each time somebody asks for the time.
/// Time runs on at its own speed, so that a wait of a second takes a second.
actor MovedClock {
  private let library: ClockLibrary
  private let file: String
  private(set) var offset: Duration

  /// Makes a clock that is moved by a span from the start on.
  ///
  /// - Throws: what the system says when the file cannot be written.
  init(_ library: ClockLibrary, in folder: RunFolder, offset: Duration) throws {
    self.library = library
    self.offset = offset
    file = folder.path + "/clock"
    try Self.write(offset, to: file)
  }

  /// Moves the clock on.
  func advance(by span: Duration) throws {
    try Self.write(offset + span, to: file)
    offset += span
  }

  /// The variables under which a process sees this clock.
  nonisolated var variables: [String: String] {
    [
      "LD_PRELOAD": library.preload, "FAKETIME_TIMESTAMP_FILE": file, "FAKETIME_NO_CACHE": "1",
      // Python 3.11 and newer sleep by the monotonic clock; timers of hours are due when the clock has moved.
      "FAKETIME_DONT_FAKE_MONOTONIC": "0",
    ]
  }

  /// A process that sees this clock; what it preloads itself comes first.
  ///
  /// A shell is started first, and becomes the process. libfaketime sets a variable in the first process that it is
  /// loaded into, before the program begins, which moves all variables elsewhere; the arguments of Swift programs are
  /// looked for beside them, and lost. In the program that takes the shell's place the variable is there already.
  nonisolated func applied(to launch: Launch) -> Launch {
    var launch = launch
    launch.environment.merge(variables) { own, ours in own.hasPrefix("/") ? own + ":" + ours : ours }
    // What is not there is better named by whoever would start it than by a shell.
    if launch.isThere { launch.via = ["/bin/sh", "-c", #"exec "$0" "$@""#] }
    return launch
  }

  /// Removes what libfaketime leaves in shared memory; a later process with the same number would refuse to start.
  static func removeTraces(of process: Int32) {
    for name in ["faketime_shm_\(process)", "sem.faketime_sem_\(process)"] {
      _ = unlink("/dev/shm/" + name)
    }
  }

  /// A process never sees half a file: it is written beside and put in its place.
  private static func write(_ offset: Duration, to file: String) throws {
    let sign = offset < .zero ? "-" : "+"
    let amount = abs(offset.milliseconds)
    let fraction = String(1000 + amount % 1000).dropFirst()
    try Data("\(sign)\(amount / 1000).\(fraction)\n".utf8).write(to: URL(filePath: file), options: .atomic)
  }
}
