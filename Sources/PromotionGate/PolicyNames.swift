import JSONSource
import MockCore

/// The names that requirements and waivers may use, for whoever looks for mistakes before the gate is asked.
///
/// The gate itself tells of them as reasons to refuse; here they are told where they stand.
public struct PolicyNames: Sendable {
  /// The scenarios, by their identities.
  public var scenarios: [String]
  /// The checks.
  public var checks: [String]

  /// Names scenarios and checks.
  public init(scenarios: [String], checks: [String]) {
    self.scenarios = scenarios
    self.checks = checks
  }

  /// Says which scenarios of requirements there are not.
  public func report(requirements json: LocatedJSON, into diagnostics: Diagnostics) {
    let excepted = (json["notScored"]?.items ?? []).compactMap { $0["scenario"] }
    for pattern in (json["required"]?.items ?? []) + excepted { report(pattern: pattern, into: diagnostics) }
  }

  /// Says which scenarios and checks of waivers there are not, and which waivers have expired.
  ///
  /// - Parameter now: the moment as of which is judged.
  public func report(waivers json: LocatedJSON, at now: Instant, into diagnostics: Diagnostics) {
    for waiver in json["waivers"]?.items ?? [] {
      if let scenario = waiver["scenario"], scenario.value != "*" { report(pattern: scenario, into: diagnostics) }
      if let check = waiver["check"], let name = check.value.stringValue, !checks.contains(name) {
        let hint = Suggestion.hint(for: name, among: checks) ?? "`dryfit explain` lists them"
        diagnostics.error("there is no check \"\(name)\"", at: check, hint: hint)
      }
      if let expires = waiver["expires"], let day = expires.value.stringValue.flatMap({ CalendarDate($0) }),
        now >= day.end
      {
        diagnostics.error("the waiver expired on \(day)", at: expires, hint: "renew it, or take it out")
      }
    }
  }

  private func report(pattern json: LocatedJSON, into diagnostics: Diagnostics) {
    guard let pattern = json.value.stringValue.flatMap({ ScenarioPattern($0) }),
      !scenarios.contains(where: pattern.matches)
    else { return }
    let message = pattern.hasWildcard ? "no scenario matches \"\(pattern)\"" : "there is no scenario \"\(pattern)\""
    let closest = pattern.nearest(among: scenarios).map { "did you mean \"\($0)\"?" }
    diagnostics.error(message, at: json, hint: closest ?? siblings(of: pattern))
  }

  /// The scenarios in the folder of a pattern, or else the folders.
  private func siblings(of pattern: ScenarioPattern) -> String? {
    let folders = Dictionary(grouping: scenarios) { String($0.prefix { $0 != "/" }) }
    let folder = String(pattern.text.prefix { $0 != "/" })
    if let names = folders[folder] { return "\(folder) has \(names.sorted().joined(separator: ", "))" }
    return folders.isEmpty ? nil : "the folders are \(folders.keys.sorted().joined(separator: ", "))"
  }
}

extension ScenarioPattern {
  /// The identity that was probably meant, or the folder of identities.
  func nearest(among identities: [String]) -> String? {
    let folders = identities.compactMap { identity in
      identity.lastIndex(of: "/").map { "\(identity[..<$0])/**" }
    }
    let candidates = hasWildcard ? folders : identities
    return Suggestion.closest(to: text, among: candidates.uniqued.sorted())
  }
}
