import Foundation

/// The folder of one scenario's run, with everything that its processes may write; it goes when the run is over.
struct RunFolder: Sendable {
  /// The folder itself.
  let path: String

  /// Makes a folder that nobody else can read.
  ///
  /// - Throws: what the system says when it cannot, for instance that the disk is full.
  init() throws {
    let base = FileManager.default.temporaryDirectory.path
    let template = base + (base.hasSuffix("/") ? "" : "/") + "dryfit-XXXXXX"
    var name = Array(template.utf8CString)
    guard mkdtemp(&name) != nil else {
      throw RunError.noFolder(template, String(cString: strerror(errno)))
    }
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for folder in [state, home, temporary] { try Self.make(folder) }
  }

  /// The connector's own folder, `${connector.stateDir}`.
  var state: String { path + "/state" }
  /// `HOME` of the connector's processes.
  var home: String { path + "/home" }
  /// `TMPDIR` of the connector's processes.
  var temporary: String { path + "/tmp" }

  /// `${sandbox.caFile}`, which is there where the run speaks TLS.
  var authority: String { path + "/authority.pem" }

  /// The folder of a browser session, `${session.dir}`.
  func session(_ name: String) throws -> String {
    let plain = name.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
    let folder = path + "/" + Self.session + (plain.isEmpty ? "other" : plain)
    try Self.make(folder)
    return folder
  }

  /// Empties the folders of all browser sessions, for a scenario whose browsers are new.
  ///
  /// The state folder keeps what is in it as long as a process does: a database that is deleted under a process that
  /// has it open lives on without a name, and whoever opens it anew finds another one. The folders of sessions belong
  /// to commands, which have all ended.
  func emptySessions() throws {
    for folder in try FileManager.default.contentsOfDirectory(atPath: path) where folder.hasPrefix(Self.session) {
      for name in try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder) {
        try FileManager.default.removeItem(atPath: "\(path)/\(folder)/\(name)")
      }
    }
  }

  /// Writes a file that nobody else can read.
  ///
  /// - Throws: ``RunError/noFolder(_:_:)``.
  func write(_ text: String, to file: String) throws {
    let done = FileManager.default.createFile(
      atPath: file, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    guard done else { throw RunError.noFolder(file, "it cannot be written") }
  }

  /// A descriptor from which a text is read; it is the caller's to close.
  func descriptor(of text: String) throws -> CInt {
    var name = Array((path + "/input-XXXXXX").utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw RunError.noFolder(path, String(cString: strerror(errno))) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    // Nobody needs the name: the file goes with its last descriptor.
    unlink(name)
    try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: Data(text.utf8))
    lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }

  /// Removes the folder with everything in it.
  func remove() { try? FileManager.default.removeItem(atPath: path) }

  private static let session = "session-"

  private static func make(_ folder: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }
}
