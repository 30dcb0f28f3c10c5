import Foundation

/// Where the built programs and the files of this repository lie.
enum Built {
  /// The command.
  static let dryfit = folder + "/dryfit"
  /// The project's own connector.
  static let exampleConnector = folder + "/example-connector"
  /// The root of the repository.
  static let repository = URL(filePath: #filePath).appending(path: "../../../..").standardizedFileURL.path

  /// The path of something in the repository.
  static func file(_ path: String) -> String { repository + "/" + path }

  /// The folder into which programs and tests are built, wherever that is.
  static let folder: String = {
    #if os(macOS)
      let bundle = Bundle(for: Marker.self).bundleURL
    #else
      let bundle = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    #endif
    return bundle.deletingLastPathComponent().resolvingSymlinksInPath().path
  }()

  private final class Marker {}
}
