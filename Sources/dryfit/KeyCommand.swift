import ArgumentParser
import EvidenceLedger
import Foundation

/// `dryfit key`: the key with which promotions are signed.
struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "The key with which promotions are signed.",
    discussion: "EXAMPLE: dryfit key create", subcommands: [Create.self])

  /// `dryfit key create`: a new key.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create",
      abstract: "Makes a signing key (Ed25519) that only its owner can read, and the public key beside it.",
      discussion: "EXAMPLE: dryfit key create --out .dryfit/key.pem")

    @Option(help: "Where the private key is written; the public one gets the ending .pub.", completion: .file())
    var out = KeyFile.usual

    func run() async throws {
      try await reportingFailures {
        let key = SigningKey()
        try KeyFile.write(key.pem, to: out, mode: 0o600)
        try KeyFile.write(key.verifying.pem, to: out + ".pub", mode: 0o644)
        print("private key: \(out) (keep it secret, and out of version control)")
        print("public key: \(out).pub (give it to whoever verifies)")
        print("key id: \(key.verifying.id)")
      }
    }
  }
}

/// Keys as files.
enum KeyFile {
  /// Where the signing key lies unless it is named.
  static let usual = ".dryfit/key.pem"
  /// The variable that holds a signing key in PEM where there is no file, in CI for instance.
  static let variable = "DRYFIT_SIGNING_KEY"

  /// Writes a key, and never over another.
  ///
  /// - Throws: the exit code for a missing part when it cannot, or when the file is there.
  static func write(_ text: String, to path: String, mode: mode_t) throws {
    let folder = URL(filePath: path).deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL, mode)
    guard file >= 0 else {
      let isThere = errno == EEXIST
      complain(
        isThere
          ? "refused: \(path) is there already, and a key is never overwritten; name another file with --out"
          : "error: \(path) cannot be written: \(String(cString: strerror(errno)))")
      throw isThere ? ExitCode(1) : ExitStatus.partUnavailable
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    try handle.write(contentsOf: Data(text.utf8))
    try handle.synchronize()
  }

  /// The signing key of a file, or of the variable where no file was named and none lies in the usual place.
  ///
  /// - Throws: the exit code for a missing part, or for a wrong file.
  static func signing(_ named: String?) throws -> SigningKey {
    let path = named ?? usual
    let variable = ProcessInfo.processInfo.environment[variable] ?? ""
    let text: String
    if let data = FileManager.default.contents(atPath: path) {
      text = String(decoding: data, as: UTF8.self)
    } else if named == nil, !variable.isEmpty {
      text = variable
    } else {
      complain("error: there is no signing key \(path)\n→ Make one: dryfit key create, or name it with --key.")
      throw ExitStatus.partUnavailable
    }
    guard let key = SigningKey(pem: text) else {
      complain("error: \(path) holds no Ed25519 private key in PEM (PKCS #8)\n→ Make one: dryfit key create")
      throw ExitStatus.fileWrong
    }
    return key
  }
}
