import struct Crypto.SHA256
import Foundation
import ScenarioCore

/// Computes the digest of files and folders as they lie on the disk.
///
/// What counts is the sorted relative paths, the kinds (file, executable file, link, folder) and the contents; not the
/// dates, the owners, or the order in which the paths are given.
public enum ArtifactDigest {
  /// Folders that are passed over where they lie inside a folder that is looked through: what Dryfit and git write
  /// there changes without the build changing.
  public static let passedOver: Set<String> = [".dryfit", ".git"]

  /// The digest of the bytes of one file.
  public static func ofFile(_ path: String) throws(ArtifactError) -> Digest {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw ArtifactError(path: path, cause: FileManager.default.fileExists(atPath: path) ? "not readable" : nil)
    }
    defer { try? handle.close() }
    var hash = SHA256()
    do {
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
    } catch {
      throw ArtifactError(path: path, cause: error.localizedDescription)
    }
    return Digest(sha256: hash.finalize())
  }

  /// The digest of bytes.
  public static func of(_ bytes: [UInt8]) -> Digest { Digest(sha256: SHA256.hash(data: bytes)) }

  /// The digest of some files and folders.
  ///
  /// - Parameters:
  ///   - paths: files and folders, absolute or relative to `folder`. A link among them is followed; a link inside a
  ///     folder counts by what it points to as text.
  ///   - folder: where relative paths begin.
  /// - Throws: ``ArtifactError`` that names a path which is missing or cannot be read.
  public static func of(paths: [String], in folder: String) throws(ArtifactError) -> Digest {
    var entries: [String: Entry] = [:]
    for path in paths {
      let full = path.hasPrefix("/") ? path : folder + "/" + path
      try collect(followingLink(at: full), as: normalised(path), into: &entries)
    }
    let sorted = entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    var hash = SHA256()
    for (name, entry) in sorted {
      for part in [entry.kind, name, try content(of: entry)] {
        // Every part is written with its length before it, so that no two lists read alike.
        hash.update(data: Array("\(part.utf8.count):\(part)".utf8))
      }
    }
    return Digest(sha256: hash.finalize())
  }

  private struct Entry {
    var path: String
    var kind: String
    var link: String?
  }

  private static func collect(
    _ path: String, as name: String, into entries: inout [String: Entry]
  ) throws(ArtifactError) {
    let files = FileManager.default
    do {
      let attributes = try files.attributesOfItem(atPath: path)
      switch attributes[.type] as? FileAttributeType {
      case .typeRegular?:
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
        entries[name] = Entry(path: path, kind: mode & 0o100 == 0 ? "file" : "executable")
      case .typeSymbolicLink?:
        entries[name] = Entry(path: path, kind: "link", link: try files.destinationOfSymbolicLink(atPath: path))
      case .typeDirectory?:
        entries[name] = Entry(path: path, kind: "folder")
        for child in try files.contentsOfDirectory(atPath: path) where !passedOver.contains(child) {
          try collect(path + "/" + child, as: name == "." ? child : name + "/" + child, into: &entries)
        }
      default:
        // A socket or a pipe: that it is there counts, and reading it might never end.
        entries[name] = Entry(path: path, kind: "special")
      }
    } catch let error as ArtifactError {
      throw error
    } catch {
      throw ArtifactError(path: path, cause: files.fileExists(atPath: path) ? error.localizedDescription : nil)
    }
  }

  private static func content(of entry: Entry) throws(ArtifactError) -> String {
    switch entry.kind {
    case "file", "executable": try ofFile(entry.path).text
    default: entry.link ?? ""
    }
  }

  private static func followingLink(at path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }

  private static func normalised(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    let joined = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    return joined.isEmpty ? "." : joined
  }
}

/// Why the digest of files could not be computed.
public struct ArtifactError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The path at which it stopped.
  public var path: String
  /// What the system says; nil where there is nothing at the path.
  public var cause: String?

  /// Names the path and the cause.
  public init(path: String, cause: String?) {
    self.path = path
    self.cause = cause
  }

  /// The path, what is the case, and what to do.
  public var description: String {
    guard let cause else {
      return "\(path) does not exist. Build the connector first, or correct \"artifact\" in connector.json."
    }
    return "\(path) cannot be read: \(cause)."
  }
}
