import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

@testable import ScenarioRunner

/// How a call of the command ended.
struct Ended: Sendable, CustomStringConvertible {
  /// The exit status; 128 and its number for a signal, as shells have it.
  var status: Int32
  /// Standard output.
  var output: String
  /// Standard error.
  var errors: String

  /// Everything, for the message of a test that fails.
  var description: String { "exit status \(status)\n\(output)\n\(errors)" }
}

extension Project {
  /// Longer than this no call of the command may take, in real time.
  static let patience = Duration.seconds(120)

  /// Calls the command in the project's folder and waits for its end.
  func dryfit(_ arguments: String..., variables: [String: String] = [:]) async throws -> Ended {
    try await dryfit(arguments, variables) { _ in }
  }

  /// Calls the command in a folder of the project and waits for its end.
  func dryfit(in folder: String, _ arguments: String...) async throws -> Ended {
    var configuration = configuration(arguments, [:])
    configuration.workingDirectory = FilePath(self[folder])
    return try await ended(configuration)
  }

  /// Calls the command in the project's folder, does something meanwhile, and waits for the command's end.
  func dryfit(
    _ arguments: [String], _ variables: [String: String] = [:], program: String = Built.dryfit,
    meanwhile body: @escaping @Sendable (_ send: (Signal) throws -> Void) async throws -> Void
  ) async throws -> Ended {
    try await ended(configuration(arguments, variables, program: program), meanwhile: body)
  }

  /// Runs a program, does something meanwhile, and waits for the program's end.
  func ended(
    _ configuration: Configuration,
    meanwhile body: @escaping @Sendable (_ send: (Signal) throws -> Void) async throws -> Void = { _ in }
  ) async throws -> Ended {
    try await Deadline.run(within: Self.patience) {
      let result = try await Subprocess.run(
        configuration, input: .none, output: .string(limit: 4 << 20), error: .string(limit: 4 << 20)
      ) { execution in
        try await body { try execution.send(signal: $0) }
      }
      return Ended(
        status: result.terminationStatus.number, output: result.standardOutput,
        errors: result.standardError)
    }
  }

  /// The command with what it inherits: a folder of its own for temporary files, and wide lines.
  func configuration(
    _ arguments: [String], _ variables: [String: String] = [:], program: String = Built.dryfit
  ) -> Configuration {
    let own = [
      "DRYFIT_HOME": Built.repository, "EXAMPLE_CONNECTOR": Built.exampleConnector, "TMPDIR": self["temporary"],
      "COLUMNS": "1000",
    ]
    let all = own.merging(variables) { _, given in given }
    return Configuration(
      executable: .path(FilePath(program)), arguments: Arguments(arguments),
      environment: .inherit.updating(
        Dictionary(uniqueKeysWithValues: all.map { (Environment.Key(stringLiteral: $0), $1) })),
      workingDirectory: FilePath(path))
  }
}

extension TerminationStatus {
  /// The status as shells have it.
  var number: Int32 {
    switch self {
    case .exited(let code): Int32(code)
    case .signaled(let signal): 128 + Int32(signal)
    }
  }
}
