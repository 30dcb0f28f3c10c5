import ArgumentParser
import MockCore

/// `dryfit schema`: the closed lists of the file formats.
struct SchemaCommand: ParsableCommand {
  /// What can be printed.
  enum Name: String, ExpressibleByArgument, CaseIterable { case grounds }

  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the words that a file kind knows.",
    discussion: "EXAMPLE: dryfit schema grounds")

  @Argument(help: "grounds: the words of \"because\" in a match.")
  var name: Name

  func run() {
    for grounds in Grounds.allCases { print(grounds.rawValue) }
  }
}
