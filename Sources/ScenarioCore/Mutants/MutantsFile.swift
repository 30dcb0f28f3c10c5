import MockCore

/// Connectors that go wrong in known ways, or do something else and are right too: what a suite of scenarios is tested
/// with.
public struct MutantsFile: Sendable {
  /// The connector files, as the file names them; of them each scenario gets the first on which it can be run.
  public var connectors: [String]
  /// The ways to go wrong.
  public var defects: MutantList
  /// The ways to be right.
  public var variations: MutantList

  /// Whether all defects that scenarios name are its own: then each scenario and each check has to catch one of them.
  public func testsAll(of scenarios: [Scenario]) -> Bool {
    let own = Set(defects.list.map(\.name))
    return scenarios.allSatisfy { $0.killedBy.allSatisfy(own.contains) }
  }
}

/// Mutants that are asked for in the same way.
public struct MutantList: Sendable {
  /// The option that is put before a mutant's name on the connector's command line, `--defect`.
  public var option: String?
  /// The environment variable whose value is a mutant's name, `DEFECT`.
  public var variable: String?
  /// The mutants.
  public var list: [Mutant]

  /// States mutants and how they are asked for.
  public init(option: String? = nil, variable: String? = nil, list: [Mutant] = []) {
    self.option = option
    self.variable = variable
    self.list = list
  }
}

/// One way in which a connector is another one.
public struct Mutant: Hashable, Sendable {
  /// Its name, `never-refreshes`.
  public var name: String
  /// What it does, in one sentence.
  public var what: String
  /// The scenarios that it is tried on beside those whose `killedBy` names it.
  public var scenarios: [String]

  /// States a mutant.
  public init(name: String, what: String, scenarios: [String] = []) {
    self.name = name
    self.what = what
    self.scenarios = scenarios
  }
}

extension ConnectorFile {
  /// The connector as a mutant: its processes get the option or the variable.
  public func with(_ mutant: String, of list: MutantList) -> ConnectorFile {
    var connector = self
    if let variable = list.variable {
      connector.environment.removeAll { $0.name == variable }
      connector.environment.append(EnvironmentVariable(name: variable, value: Interpolation(literal: mutant)))
    }
    guard let option = list.option else { return connector }
    let words = [option, mutant].map { Interpolation(literal: $0) }
    connector.start?.command += words
    for index in connector.actions.indices {
      guard case .run(var command) = connector.actions[index].trigger else { continue }
      command.arguments += words
      connector.actions[index].trigger = .run(command)
    }
    if case .run(var login) = connector.login.way {
      login.command.arguments += words
      connector.login.way = .run(login)
    }
    return connector
  }
}
