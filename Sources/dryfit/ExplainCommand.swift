import ArgumentParser
import ClientChecks
import JSONSource

/// `dryfit explain`: what a check means.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Says what a check means, what it rests on, and how to fix the connector.",
    discussion: "EXAMPLE: dryfit explain refresh/rotation-kept")

  @Argument(help: "The name of a check; none lists them all.")
  var check: String?

  @Flag(help: "Write Markdown; without a name, the reference of all checks.")
  var markdown = false

  func run() throws {
    guard let name = check else {
      if markdown { return print(ClientChecks.reference, terminator: "") }
      let width = ClientChecks.all.map(\.name.count).max() ?? 0
      for check in ClientChecks.all {
        print(check.name + String(repeating: " ", count: width - check.name.count + 2) + check.promise)
      }
      return
    }
    guard let check = ClientChecks.named(name) else {
      let closest = Suggestion.closest(to: name, among: ClientChecks.all.map(\.name))
      throw ValidationError("There is no check \"\(name)\"." + (closest.map { " Did you mean \"\($0)\"?" } ?? ""))
    }
    print(markdown ? check.markdown : check.page, terminator: "")
  }
}
