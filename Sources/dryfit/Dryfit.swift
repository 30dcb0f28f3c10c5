import ArgumentParser
import Logging

/// The command: it parses arguments, calls one function, prints its value, and exits with its code.
@main
struct Dryfit: AsyncParsableCommand {
  /// The version of Dryfit itself.
  static let versionNumber = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "dryfit",
    abstract: "Puts a Procore connector together with a Procore that is not there, before a version is promoted.",
    discussion: """
      EXIT STATUS: 0 passed or open · 1 failed or refused · 2 inconclusive or evidence missing · 64 usage · \
      65 a file is wrong · 69 a needed part could not start · 70 a fault of Dryfit's own. \
      An interrupted command ends with 128 and the signal's number.
      """,
    version: versionNumber,
    subcommands: [
      InitCommand.self, ServeCommand.self, RunCommand.self, JudgeCommand.self, ReportCommand.self,
      ValidateCommand.self,
      VersionCommand.self, GateCommand.self, PromoteCommand.self, KeyCommand.self, VerifyCommand.self,
      LedgerCommand.self, MergeCommand.self, MutantsCommand.self, RepeatCommand.self,
      ExplainCommand.self, SchemaCommand.self,
    ])
}

/// What every command can be told.
struct CommonOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say more about what the mock and the runner do, on standard error.")
  var verbose = false

  /// A logger for standard error; standard output is for results.
  var logger: Logger {
    var logger = Logger(label: "dryfit") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = verbose ? .debug : .error
    return logger
  }
}
