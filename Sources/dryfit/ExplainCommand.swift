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

  @Flag(help: "Print JSON; without a name, the list of all checks.")
  var json = false

  func validate() throws {
    guard !(json && markdown) else { throw ValidationError("Ask for --json or for --markdown, not for both.") }
  }

  func run() throws {
    guard let name = check else {
      if json { return Listing.show(["checks": .array(ClientChecks.all.map { .object(Self.summary(of: $0)) })]) }
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
    if json { return Listing.show(Self.page(of: check)) }
    print(markdown ? check.markdown : check.page, terminator: "")
  }

  private static func summary(of check: Check) -> JSONObject {
    [
      "check": .string(check.name), "severity": .string(check.severity.rawValue), "promise": .string(check.promise),
      "clauses": .array(check.clauses.map { .string($0) }),
    ]
  }

  private static func page(of check: Check) -> JSONObject {
    var page = summary(of: check)
    page["what"] = .string(check.what)
    page["why"] = .string(check.why)
    page["story"] = .string(check.story)
    page["fix"] = .string(check.fix)
    page["advice"] = .string(check.advice)
    return page
  }
}
