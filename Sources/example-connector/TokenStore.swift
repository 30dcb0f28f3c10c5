import Foundation

/// The grant in `tokens.json`: readable by this user only, and replaced as a whole or not at all.
struct TokenStore: Sendable {
  private let path: String
  private var temporaryPath: String { path + ".new" }

  init(folder: String, name: String = "tokens") throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/\(name).json"
  }

  /// The stored grant; nil where there is none. A file that cannot be read is said so, and counts as none.
  func load() -> Grant? {
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return try JSONDecoder().decode(Grant.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      Journal.complain("example-connector: tokens.json cannot be read; the user has to connect again")
      return nil
    }
  }

  func save(_ grant: Grant) throws {
    let data = try JSONEncoder().encode(grant)
    let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard descriptor >= 0 else { throw Problem.failed("the tokens cannot be stored") }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try file.write(contentsOf: data)
    try file.synchronize()
    try file.close()
    guard rename(temporaryPath, path) == 0 else { throw Problem.failed("the tokens cannot be stored") }
  }

  func erase() throws {
    guard FileManager.default.fileExists(atPath: path) else { return }
    try FileManager.default.removeItem(atPath: path)
  }
}
