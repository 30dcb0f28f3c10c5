import ArgumentParser
import Foundation
import JSONSource
import ScenarioCore

/// `dryfit init`: the first connector file and scenario of a web connector.
struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Writes connector.json for a web connector, and a first scenario.",
    discussion: """
      EXAMPLE: dryfit init --command "node server.js" --login /connect --read /rfis

      On a terminal what is not said by a flag is asked. No file is overwritten. \
      In all values ${…} stands for values of the run, as in connector.json.
      """)

  @Option(help: "How the connector is started: the program and its arguments; no shell is used.")
  var command: String?
  @Option(help: "The variable by which it learns the port to listen on (default: PORT).")
  var portVariable: String?
  @Option(help: "The path that begins the login, such as /connect.")
  var login: String?
  @Option(help: "The path or request that reads from Procore, such as \"GET /rfis\".")
  var read: String?
  @Option(help: "Its name in reports (default: the name of this folder).")
  var name: String?
  @Option(help: "A path that answers when it is ready (default: its port accepts connections).")
  var ready: String?
  @Option(help: "The path to which Procore sends the browser back.")
  var callback = "/oauth/callback"
  @Option(help: "A variable for it, NAME=VALUE, beside the usual ones or in place of one; may be repeated.")
  var env: [EnvironmentSetting] = []

  func run() async throws {
    try await reportingFailures {
      let folder = FileManager.default.currentDirectoryPath
      let files = NewFiles(folder: folder)
      try files.refuseToOverwrite(["connector.json", "dryfit/connector.json", "dryfit/first.json"])
      let draft = try draft(folder)
      let diagnostics = Diagnostics()
      let text = draft.connectorFile.encoded(indent: 2) + "\n"
      let json = JSONParser.parse(SourceFile(name: "connector.json", text: text), into: diagnostics)
      _ = json.flatMap { ConnectorFile.read($0, folder: folder, into: diagnostics) }
      guard !diagnostics.hasErrors else {
        for diagnostic in diagnostics.all { complain(diagnostic.rendered()) }
        throw ValidationError("These answers make no valid connector.json; nothing was written.")
      }
      try files.write(text, to: "connector.json")
      try files.write(ConnectorDraft.firstScenario.encoded(indent: 2) + "\n", to: "dryfit/first.json")
      print(Self.nextSteps)
    }
  }

  private func draft(_ folder: String) throws -> ConnectorDraft {
    let asked = Questions()
    let line = try asked.answer(command, flag: "--command", "How is the connector started (program and arguments)?")
    let port = try asked.answer(
      portVariable, flag: "--port-variable", "Which variable tells it the port to listen on?", standard: "PORT")
    let open = try asked.answer(login, flag: "--login", "Which path begins the login (such as /connect)?")
    let request = try asked.answer(read, flag: "--read", "Which path reads from Procore (such as /rfis)?")
    guard let words = CommandWords.split(line) else {
      throw ValidationError("In the command a quote is not closed: \(line)")
    }
    return ConnectorDraft(
      name: name ?? URL(filePath: folder).lastPathComponent, command: words, portVariable: port, ready: ready,
      login: open, callback: callback, read: request, variables: env.map { ($0.name, $0.value) })
  }

  private static let nextSteps = """
    wrote connector.json and dryfit/first.json

    Next:
      look at "environment" in connector.json: are these the variables that your connector reads?
      dryfit validate dryfit/first.json   # says whether there is a mistake in a file
      dryfit run login                    # the logins of the standard suite
      dryfit run dryfit/first.json        # a scenario of your own
      dryfit schema connector             # every key of connector.json, for editors
    """
}

/// A variable that is given on the command line, `NAME=VALUE`.
struct EnvironmentSetting: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    let halves = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard halves.count == 2, !halves[0].isEmpty else { return nil }
    (name, value) = (halves[0], halves[1])
  }
}

/// Asks on a terminal for what no flag says.
struct Questions {
  private let isTerminal = isatty(STDIN_FILENO) == 1

  /// The value of a flag, or the answer of whoever sits at the terminal.
  func answer(_ given: String?, flag: String, _ question: String, standard: String? = nil) throws -> String {
    if let given { return given }
    guard isTerminal else {
      if let standard { return standard }
      throw ValidationError("\(flag) is missing, and there is no terminal to ask on. \(question)")
    }
    while true {
      print(question + (standard.map { " [\($0)]" } ?? ""), terminator: " ")
      Terminal.flush()
      guard let line = readLine() else { throw ValidationError("\(flag) is missing. \(question)") }
      let answer = line.trimmingCharacters(in: .whitespaces)
      if !answer.isEmpty { return answer }
      if let standard { return standard }
    }
  }
}

/// Files that are written once and never over others.
struct NewFiles {
  let folder: String

  /// - Throws: a usage error that names the file which is there.
  func refuseToOverwrite(_ names: [String]) throws {
    guard let name = names.first(where: { isThere("\(folder)/\($0)") }) else { return }
    throw ValidationError("\(name) is there already; nothing was written. Remove it, or edit it.")
  }

  func write(_ text: String, to name: String) throws {
    let url = URL(filePath: "\(folder)/\(name)")
    do {
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url, options: .withoutOverwriting)
    } catch {
      complain("error: \(name) could not be written: \(error.localizedDescription)")
      throw ExitStatus.partUnavailable
    }
  }
}
