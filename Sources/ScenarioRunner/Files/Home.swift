import Foundation

/// The folder that holds `Fixtures` and `scenarios`.
public struct Home: Sendable, Hashable {
  /// The folder's path.
  public let path: String

  /// A home at a known place.
  public init(path: String) {
    self.path = path
  }

  /// Finds the home: `DRYFIT_HOME`, or the nearest folder above the executable or the current one that has both.
  ///
  /// - Returns: nil when there is none, or when `DRYFIT_HOME` names a folder without them.
  public static func find(environment: [String: String], executable: String?, current: String) -> Home? {
    if let named = environment["DRYFIT_HOME"], !named.isEmpty { return holdsBoth(named) ? Home(path: named) : nil }
    let starts = [executable.map { URL(filePath: $0).resolvingSymlinksInPath().path }, current]
    for start in starts.compactMap({ $0 }) {
      var folder = URL(filePath: start).standardizedFileURL
      while folder.path != "/" {
        if holdsBoth(folder.path) { return Home(path: folder.path) }
        folder = folder.deletingLastPathComponent()
      }
    }
    return nil
  }

  /// The folder of the standard suite.
  public var scenarios: String { path + "/scenarios" }
  /// The folder of fixtures of one kind, such as `worlds`.
  public func fixtures(_ kind: String) -> String { path + "/Fixtures/" + kind }

  private static func holdsBoth(_ path: String) -> Bool {
    ["Fixtures/worlds", "scenarios"].allSatisfy { FileManager.default.fileExists(atPath: path + "/" + $0) }
  }
}
