import Foundation

/// Programs with the names of browsers, first on the connector's path: they write down what they were to open, and the
/// scripted browser opens it.
struct BrowserShims: Sendable {
  /// The folder of the programs.
  let folder: String
  /// One of them, for `BROWSER`.
  var program: String { folder + "/xdg-open" }
  private let record: String

  private static let names = ["xdg-open", "open", "sensible-browser", "www-browser"]

  /// Makes the programs.
  ///
  /// - Throws: what the system says when it cannot write them.
  init(in run: RunFolder) throws {
    folder = run.path + "/bin"
    record = run.path + "/opened"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let script = """
      #!/bin/sh
      address=
      for word do
        case $word in http://* | https://*) address=$word ;; esac
      done
      [ -n "$address" ] || exit 2
      printf '%s\\n' "$address" >>'\(record.replacing("'", with: "'\\''"))'

      """
    for name in Self.names {
      let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
      let path = folder + "/" + name
      guard FileManager.default.createFile(atPath: path, contents: Data(script.utf8), attributes: attributes) else {
        throw RunError.noFolder(path, "it could not be written")
      }
    }
  }

  /// What was to be opened so far, in order.
  var opened: [String] {
    let text = FileManager.default.contents(atPath: record).map { String(decoding: $0, as: UTF8.self) } ?? ""
    // A line without its end is still being written.
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}
