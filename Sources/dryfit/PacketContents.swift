import ArgumentParser
import EvidenceLedger
import Foundation
import PromotionGate

/// The files of a release packet, from its folder or its archive.
struct PacketContents {
  /// The attestation of the promotion.
  static let promotion = "promotion.intoto.json"
  /// The attestation of the tests.
  static let testResult = "test-result.intoto.json"

  /// The bytes of each file, by its name.
  let files: [String: [UInt8]]

  /// Reads a packet; nil where there is neither a folder nor a file that calls itself an archive.
  ///
  /// - Throws: the exit code for a refusal when the archive cannot be read.
  init?(at path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    if isFolder.boolValue {
      files = Self.files(below: path)
    } else if PacketDraft.isArchive(path) {
      guard let bytes = FileManager.default.contents(atPath: path), let files = ZipArchive.files(in: Array(bytes))
      else {
        complain("refused: \(path) is no archive as Dryfit writes it\n→ Unpack it, and verify the folder.")
        throw ExitCode(1)
      }
      self.files = files
    } else {
      return nil
    }
  }

  private static func files(below folder: String) -> [String: [UInt8]] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let found = names.compactMap { name in
      FileManager.default.contents(atPath: folder + "/" + name).map { (name, Array($0)) }
    }
    return Dictionary(found) { first, _ in first }
  }

  /// What differs from the files that were signed, as sentences.
  func faults(against signed: [ResourceDescriptor]) -> [String] {
    let changed = signed.compactMap { file -> String? in
      guard let bytes = files[file.name] else { return "\(file.name) is missing" }
      return ArtifactDigest.of(bytes) == file.digest ? nil : "\(file.name) is not as it was signed"
    }
    let known = Set(signed.map(\.name) + [Self.promotion])
    return changed + files.keys.filter { !known.contains($0) }.sorted().map { "\($0) was not signed" }
  }
}
