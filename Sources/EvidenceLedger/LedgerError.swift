import Foundation
import GRDB
import MockCore
import PromotionGate

/// Why a ledger could not be opened, read or written: the file, the cause, and what to do.
public struct LedgerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong.
  public enum Kind: Error, Hashable, Sendable {
    /// Its folder cannot be created.
    case folder(String)
    /// It cannot be opened.
    case cannotOpen(String)
    /// The file is no SQLite database.
    case notADatabase
    /// The file is the database of another program.
    case notALedger
    /// It was written by a newer Dryfit.
    case newer(edition: Int, known: Int)
    /// It cannot be written: its file or folder is read-only.
    case readOnly
    /// The disk is full.
    case full
    /// The disk refused to read or to write.
    case disk(String)
    /// Another process held it for too long.
    case busy
    /// What stands in it cannot be read.
    case damaged(String)
    /// The history of a scenario in a run is not of the form that this Dryfit reads.
    case foreignHistory(scenario: String, run: Int64)
    /// A version of that number is there already, in that state.
    case versionExists(SemanticVersion, String)
    /// Another ledger holds a version of that number with another manifest.
    case otherManifest(SemanticVersion)
    /// A ledger that is to be taken over was altered.
    case altered([String])
    /// Something else that SQLite says.
    case other(String)
  }

  /// The ledger's file.
  public var file: String
  /// What went wrong.
  public var kind: Kind

  /// Names what went wrong with which file.
  public init(file: String, kind: Kind) {
    self.file = file
    self.kind = kind
  }

  /// What is the case, without the file's name.
  public var message: String {
    switch kind {
    case .folder(let cause): "its folder cannot be created: \(cause)"
    case .cannotOpen(let cause): "cannot be opened: \(cause)"
    case .notADatabase: "is no SQLite database"
    case .notALedger: "is the database of another program"
    case .newer(let edition, let known): "is of edition \(edition), and this Dryfit knows editions up to \(known)"
    case .readOnly: "cannot be written"
    case .full: "cannot grow: the disk is full"
    case .disk(let cause): "could not be read or written: \(cause)"
    case .busy: "was held by another process for too long"
    case .damaged(let cause): "is damaged: \(cause)"
    case .foreignHistory(let scenario, let run):
      "holds a history of \(scenario) in run \(run) that another version of Dryfit wrote and this one cannot read"
    case .versionExists(let number, let state): "holds version \(number) already (\(state))"
    case .otherManifest(let number): "holds version \(number) with another manifest"
    case .altered(let faults): "was altered: \(faults.joined(separator: "; "))"
    case .other(let cause): "could not be used: \(cause)"
    }
  }

  /// What to do about it.
  public var nextStep: String {
    switch kind {
    case .folder, .cannotOpen: "Name another place with --ledger, or make this one writable."
    case .notADatabase, .notALedger: "Name another file with --ledger, or move this one away."
    case .newer: "Use the Dryfit that wrote it, or a newer one; nothing was changed."
    case .readOnly: "Make the file and its folder writable, or name another with --ledger."
    case .full: "Make room; nothing was half-written."
    case .disk: "See whether the disk is full or failing; what was reported as kept is there, nothing half-written."
    case .busy: "Wait for the other process, and try again."
    case .damaged: "Restore it from a copy; what it holds is not to be trusted."
    case .foreignHistory: "Judge it with the Dryfit that wrote it, or run the scenario again; nothing was changed."
    case .versionExists: "Raise \"version\" in manifest.json."
    case .otherManifest: "Create the version from the same manifest everywhere, and run again."
    case .altered: "Nothing was taken from it; run again where it came from."
    case .other: "Try again; if it stays so, name another file with --ledger."
    }
  }

  /// Whether the file is not what was written: then it is told as altered, and nothing else is known of it.
  public var isAlteration: Bool {
    switch kind {
    case .damaged, .notADatabase, .notALedger, .other: true
    default: false
    }
  }

  /// The ledger, what is the case, and what to do.
  public var description: String { "the ledger \(file) \(message). \(nextStep)" }
}

extension LedgerError {
  /// Makes an error of whatever was thrown while the ledger was used.
  init(file: String, of error: any Error) {
    switch error {
    case let error as LedgerError: self = error
    case let kind as Kind: self.init(file: file, kind: kind)
    case let error as DatabaseError: self.init(file: file, kind: Self.kind(of: error))
    case let error as DecodingError: self.init(file: file, kind: .damaged("a row cannot be read: \(error)"))
    default: self.init(file: file, kind: .other("\(error)"))
    }
  }

  private static func kind(of error: DatabaseError) -> Kind {
    let words = error.message ?? error.resultCode.description
    switch error.resultCode {
    case .SQLITE_NOTADB: return .notADatabase
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: return .cannotOpen(words)
    case .SQLITE_READONLY: return .readOnly
    case .SQLITE_FULL: return .full
    case .SQLITE_IOERR: return .disk(words)
    case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy
    case .SQLITE_CORRUPT: return .damaged(words)
    default: return .other(words)
    }
  }
}
