import Foundation

/// Programs and schemas from PyPI, installed once into a folder of their own.
struct PythonTools {
  private let folder: URL

  /// Installs packages; nil where python3, pip or the network is missing.
  ///
  /// - Parameters:
  ///   - name: the name of the folder.
  ///   - packages: what is installed, each with its version.
  ///   - sources: packages whose source archive is unpacked, since only that has a file we want.
  init?(_ name: String, packages: [String], sources: [String] = []) {
    folder = FileManager.default.temporaryDirectory.appending(path: "dryfit-\(name)")
    let mark = folder.appending(path: "whole")
    let wanted = (packages + sources).joined(separator: "\n")
    guard (try? String(contentsOf: mark, encoding: .utf8)) != wanted else { return }
    guard Self.start("/usr/bin/env", ["python3", "-m", "venv", folder.path])?.status == 0 else { return nil }
    let patience = ["--quiet", "--retries", "1", "--timeout", "20"]
    guard pip(["install"] + patience + packages) else { return nil }
    for source in sources {
      let archives = folder.appending(path: "sources").path
      let download = ["download", "--no-deps", "--no-binary", ":all:", "--dest", archives] + patience
      guard pip(download + [source]) else { return nil }
    }
    guard (try? Data(wanted.utf8).write(to: mark)) != nil else { return nil }
  }

  /// Runs a program of Python and returns its exit status and what it printed.
  func python(_ program: String, _ arguments: [String]) -> (status: Int32, output: String) {
    Self.start(folder.appending(path: "bin/python").path, ["-c", program] + arguments) ?? (-1, "")
  }

  /// The path of a file in a source archive, unpacked.
  func file(_ name: String, from archive: String) -> String? {
    let sources = folder.appending(path: "sources")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? []
    guard let found = names.first(where: { $0.hasPrefix(archive) && $0.hasSuffix(".tar.gz") }) else { return nil }
    let inner = found.dropLast(".tar.gz".count) + "/" + name
    let arguments = ["tar", "xzf", sources.appending(path: found).path, "-C", folder.path, String(inner)]
    guard Self.start("/usr/bin/env", arguments)?.status == 0 else { return nil }
    return folder.appending(path: String(inner)).path
  }

  private func pip(_ arguments: [String]) -> Bool {
    Self.start(folder.appending(path: "bin/pip").path, arguments)?.status == 0
  }

  /// Its output is read while it runs, so that a full pipe holds nothing up.
  private static func start(_ program: String, _ arguments: [String]) -> (status: Int32, output: String)? {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}
