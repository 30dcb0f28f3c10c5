import MockCore
import ScenarioCore

extension Check {
  static let secretsOutput = Check(
    "secrets/output",
    promise: "The connector prints no code, no token and no client secret.",
    what: "Each line of standard output and standard error, and what the connector's commands print.",
    why: "Output goes to log collections that many people and programs can read, for longer than a token lives.",
    fix: """
      Log names and not values: the grant, the time, the status. Switch off the request log of your HTTP client, and \
      take the query out of the access log of the callback.
      """,
    advice: "Keep codes, tokens and the client secret out of whatever is printed.",
    clauses: ["RFC 6819 section 5.3"]
  ) { history in
    let lines = history.output.map { line in
      PrintedLine(
        text: line.text, place: line.stream == .output ? "standard output" : "standard error",
        step: history.step(of: line.exchangesBefore + 1)?.id)
    }
    let printed = (lines + PrintedLine.ofCommands(in: history)).filter { $0.text.contains { !$0.isWhitespace } }
    guard !printed.isEmpty else { return .notExercised("The connector printed nothing.") }
    return .from(PrintedLine.leaks(in: printed))
  }
}

/// One line, or the whole output of a command.
struct PrintedLine {
  /// What was printed.
  var text: String
  /// Where.
  var place: String
  /// The id of the step in which it was printed.
  var step: String?

  /// The outputs of the connector's commands.
  static func ofCommands(in history: History) -> [PrintedLine] {
    history.steps.flatMap { step in
      step.answers.filter { $0.status == nil }.map {
        PrintedLine(text: $0.body, place: "the output of a command", step: step.id)
      }
    }
  }

  /// One observation for each place and kind of secret; it names the secrets and quotes no line.
  static func leaks(in lines: [PrintedLine]) -> [Observation] {
    let leaking = lines.filter { !Secrets.names(in: $0.text).isEmpty }
    let places = Secrets.unique(leaking.map(\.place))
    return places.map { place in
      let there = leaking.filter { $0.place == place }
      let names = Secrets.unique(there.flatMap { Secrets.names(in: $0.text) })
      let verb = names.count == 1 ? "stands" : "stand"
      return Observation("\(Secrets.list(names)) \(verb) in \(place).", step: there.first?.step)
    }
  }
}
