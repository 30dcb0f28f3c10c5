import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Ends the connector's process groups when Dryfit itself is killed and can end nothing any more.
///
/// A shell outside of these groups holds the other end of a pipe. When Dryfit is gone, whatever the reason, the pipe
/// ends, and the shell kills the groups that it was told of and ends too.
actor GroupGuard {
  private let pipe: ProcessPipe
  private let run: Task<Void, Never>
  private var isOver = false

  private static let script = """
    groups=' '
    while read -r word group; do
      case $word in
        watch) groups="$groups$group " ;;
        release) groups="${groups%% "$group" *} ${groups#* "$group" }" ;;
      esac
    done
    for group in $groups; do
      kill -s KILL -- "-$group"
      rm -f "/dev/shm/faketime_shm_$group" "/dev/shm/sem.faketime_sem_$group"
    done
    """

  /// Starts the guard.
  ///
  /// - Throws: ``RunError`` when it cannot be started.
  init() throws {
    let pipe = try ProcessPipe()
    self.pipe = pipe
    run = Task {
      var options = PlatformOptions()
      options.processGroupID = 0
      _ = try? await Subprocess.run(
        .path("/bin/sh"), arguments: ["-c", Self.script], environment: .custom([:]), workingDirectory: "/",
        platformOptions: options,
        input: .fileDescriptor(FileDescriptor(rawValue: pipe.readEnd), closeAfterSpawningProcess: false),
        output: .discarded, error: .discarded)
    }
  }

  /// Has a group ended when Dryfit is gone.
  func watch(_ group: pid_t) { tell("watch \(group)\n") }

  /// Forgets a group that has ended.
  func release(_ group: pid_t) { tell("release \(group)\n") }

  /// Ends the guard; it has nothing to do when all groups were released.
  func end() async {
    guard !isOver else { return }
    isOver = true
    close(pipe.writeEnd)
    await run.value
    close(pipe.readEnd)
  }

  private func tell(_ text: String) {
    if !isOver { pipe.write(text) }
  }
}
