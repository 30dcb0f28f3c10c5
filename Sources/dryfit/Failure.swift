import ArgumentParser
import EvidenceLedger
import Foundation
import JSONSource
import MockServer
import ScenarioRunner

/// The exit codes of failures; they follow sysexits.
enum ExitStatus {
  static let fileWrong = ExitCode(65)
  static let partUnavailable = ExitCode(69)
  static let faultOfOurOwn = ExitCode(70)
}

/// Writes to standard error, so that standard output holds results alone.
func complain(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// Prints what is wrong with files.
///
/// - Throws: the exit code for a wrong file when there is an error among it; warnings only are printed and passed over.
func check(_ diagnostics: Diagnostics) throws {
  for diagnostic in diagnostics.all { complain(diagnostic.rendered()) }
  guard diagnostics.hasErrors else { return }
  let errors = diagnostics.all.count { $0.severity == .error }
  complain(errors == 1 ? "1 error; nothing was started" : "\(errors) errors; nothing was started")
  throw ExitStatus.fileWrong
}

/// Performs a command's work and turns whatever goes wrong into words and an exit code.
func reportingFailures<Value>(_ body: () async throws -> Value) async throws -> Value {
  do {
    return try await body()
  } catch let code as ExitCode {
    throw code
  } catch let error as Interrupted {
    complain("interrupted; nothing of the connector is left running")
    throw ExitCode(128 + error.signal)
  } catch let error as RunError {
    complain("error: \(error)")
    throw ExitStatus.partUnavailable
  } catch let error as ClockNotMoved {
    complain("error: \(error)")
    throw ExitStatus.partUnavailable
  } catch let error as ListenerError {
    complain("error: \(error)")
    throw ExitStatus.partUnavailable
  } catch let error as ArtifactError {
    complain("error: \(error)")
    throw ExitStatus.fileWrong
  } catch let error as LedgerError {
    complain("error: \(error)")
    throw ExitStatus.partUnavailable
  } catch let error as ValidationError {
    throw error
  } catch {
    complain("error: \(error)\nThis is a fault of Dryfit's own; please report it with the command that led to it.")
    throw ExitStatus.faultOfOurOwn
  }
}
