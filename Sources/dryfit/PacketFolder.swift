import ArgumentParser
import EvidenceLedger
import Foundation
import PromotionGate

/// The folder of a release packet.
enum PacketFolder {
  /// The attestation of the promotion.
  static let promotion = "promotion.intoto.json"
  /// The attestation of the tests.
  static let testResult = "test-result.intoto.json"

  /// Writes a packet: under another name first, so that a folder that is there is whole.
  ///
  /// - Throws: the exit code for a missing part when it cannot.
  static func write(_ files: [String: String], to path: String) throws {
    let manager = FileManager.default
    let unfinished = path + ".unfinished-\(ProcessInfo.processInfo.processIdentifier)"
    do {
      for (name, text) in files {
        let url = URL(filePath: unfinished + "/" + name)
        try manager.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
      }
      try manager.moveItem(atPath: unfinished, toPath: path)
    } catch {
      try? manager.removeItem(atPath: unfinished)
      complain("error: the release packet \(path) could not be written: \(error.localizedDescription)")
      throw ExitStatus.partUnavailable
    }
  }

  /// What differs from the files that were signed, as sentences.
  static func faults(of path: String, against files: [ResourceDescriptor]) -> [String] {
    let changed = files.compactMap { file -> String? in
      guard let bytes = FileManager.default.contents(atPath: path + "/" + file.name) else {
        return "\(file.name) is missing"
      }
      return ArtifactDigest.of(Array(bytes)) == file.digest ? nil : "\(file.name) is not as it was signed"
    }
    let known = Set(files.map(\.name) + [promotion])
    let there = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    let added = there.filter { name in
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
      return !isFolder.boolValue && !known.contains(name)
    }
    return changed + added.sorted().map { "\($0) was not signed" }
  }
}
