import ArgumentParser
import Foundation
import PromotionGate

/// A release packet that lies whole beside its place, under another name, until it is known to be wanted.
///
/// So nothing is recorded of a packet that cannot be written, and a packet that is in its place is whole.
struct PacketDraft {
  private let place: String
  private let draft: String

  /// Whether a packet of this name is one file, a ZIP archive, and no folder.
  static func isArchive(_ path: String) -> Bool { path.lowercased().hasSuffix(".zip") }

  /// Writes a packet beside its place.
  ///
  /// - Throws: the exit code for a missing part when something is there already, or it cannot be written.
  init(of files: [String: String], for place: String) throws {
    self.place = place
    draft = place + ".unfinished-\(ProcessInfo.processInfo.processIdentifier)"
    guard !isThere(place) else {
      complain("error: \(place) is there already\n→ Move it away, or name another place for the release packet.")
      throw ExitStatus.partUnavailable
    }
    do {
      try write(files)
    } catch {
      discard()
      complain(
        """
        error: the release packet \(place) could not be written: \(error.localizedDescription)
        → Make room there, or name another place; nothing was recorded.
        """)
      throw ExitStatus.partUnavailable
    }
  }

  private func write(_ files: [String: String]) throws {
    if Self.isArchive(place) {
      let folder = URL(filePath: draft).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let archive = ZipArchive.bytes(of: files.mapValues { Array($0.utf8) })
      try Data(archive).write(to: URL(filePath: draft))
      return
    }
    for (name, text) in files {
      let url = URL(filePath: draft + "/" + name)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
  }

  /// Puts the packet in its place.
  ///
  /// - Throws: the exit code for a missing part when something came there meanwhile.
  func finish() throws {
    do {
      try FileManager.default.moveItem(atPath: draft, toPath: place)
    } catch {
      discard()
      complain("error: the release packet could not be put at \(place): \(error.localizedDescription)")
      throw ExitStatus.partUnavailable
    }
  }

  /// Takes the packet away again.
  func discard() { try? FileManager.default.removeItem(atPath: draft) }
}
