import Foundation

/// The libraries with which the clock of foreign processes is moved.
public struct ClockLibrary: Sendable, Hashable {
  /// The libraries as `LD_PRELOAD` names them.
  let preload: String

  /// Why the clock of no process can be moved here.
  public enum Missing: Error, Hashable, Sendable, CustomStringConvertible {
    case notOnThisSystem
    case libfaketime
    case ownPart(String)

    /// What is missing and what to do.
    public var description: String {
      switch self {
      case .notOnThisSystem: "libfaketime moves clocks on Linux alone"
      case .libfaketime: "libfaketime is not installed; on Debian and Ubuntu: apt-get install libfaketime"
      case .ownPart(let path): "\(path) is missing; \"swift build\" makes it"
      }
    }
  }

  /// Finds libfaketime in the places where distributions put it, and our own addition to it beside our programs.
  ///
  /// - Parameter programs: the folder of our own programs.
  public static func find(besides programs: String) throws(Missing) -> ClockLibrary {
    #if os(Linux)
      let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib"))?.sorted() ?? []
      let places =
        folders.map { "/usr/lib/\($0)/faketime" } + [
          "/usr/lib/faketime", "/usr/lib64/faketime", "/usr/local/lib/faketime",
        ]
      let candidates = places.flatMap { [$0 + "/libfaketimeMT.so.1", $0 + "/libfaketime.so.1"] }
      guard let found = candidates.first(where: FileManager.default.isReadableFile) else { throw .libfaketime }
      let own = programs + "/libdryfit-clock.so"
      guard FileManager.default.isReadableFile(atPath: own) else { throw .ownPart(own) }
      // Ours comes first: it turns the waits that libfaketime does not know into real ones.
      return ClockLibrary(preload: own + ":" + found)
    #else
      throw .notOnThisSystem
    #endif
  }
}
