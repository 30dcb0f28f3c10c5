import Foundation
import JSONSource
import MockCore
import ScenarioCore

/// What must be there beside a connector file.
public struct ConnectorNeeds: OptionSet, Sendable {
  /// The set as bits.
  public let rawValue: Int

  /// A set of these bits.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// The variables that it names: they are needed by what starts the connector, and by nothing else.
  public static let variables = ConnectorNeeds(rawValue: 1)
  /// The files and folders of the build under test.
  public static let artifact = ConnectorNeeds(rawValue: 2)
}

/// What a connector file names outside of itself, with what is wrong with it.
struct ConnectorSurroundings {
  let file: LocatedJSON
  /// The folder of the file.
  let folder: String
  /// Dryfit's own variables.
  let environment: [String: String]

  /// Says what is missing or cannot be meant, where it is named.
  func report(_ needs: ConnectorNeeds, into diagnostics: Diagnostics) {
    reportRedirect(diagnostics)
    if needs.contains(.variables) { reportUnset(in: file, diagnostics) }
    if needs.contains(.artifact) { reportArtifact(diagnostics, tellingUnset: !needs.contains(.variables)) }
  }

  // MARK: - Variables

  private func reportUnset(in json: LocatedJSON, _ diagnostics: Diagnostics) {
    switch json.content {
    case .string(let text):
      for name in unset(in: text) {
        diagnostics.error(
          "the variable \(name) is not set", at: json, hint: "set it, or give a default: ${env.\(name):-…}")
      }
    case .array(let items): for item in items { reportUnset(in: item, diagnostics) }
    case .object(let members):
      for member in members where member.key != "note" { reportUnset(in: member.value, diagnostics) }
    default: break
    }
  }

  private func unset(in text: String) -> [String] {
    (Interpolation(text)?.parts ?? []).compactMap { part in
      guard case .name(let name, nil) = part, let variable = ConnectorNames.variable(name) else { return nil }
      return environment[variable] == nil ? variable : nil
    }
  }

  // MARK: - The build under test

  private func reportArtifact(_ diagnostics: Diagnostics, tellingUnset: Bool) {
    for item in file["artifact"]?.items ?? [] {
      guard let path = item.value.stringValue.flatMap({ Interpolation($0) }).flatMap(settled) else {
        if tellingUnset { reportUnset(in: item, diagnostics) }
        continue
      }
      guard !FileManager.default.fileExists(atPath: path.hasPrefix("/") ? path : folder + "/" + path) else { continue }
      diagnostics.error(
        "there is no file or folder \(path)", at: item, hint: "build the connector first, or correct the path")
    }
  }

  private func settled(_ text: Interpolation) -> String? {
    try? text.text { ConnectorNames.variable($0).flatMap { environment[$0] }.map(JSONValue.string) }
  }

  // MARK: - The redirect URI

  private func reportRedirect(_ diagnostics: Diagnostics) {
    guard let json = file["redirectUri"], let written = json.value.stringValue.flatMap({ Interpolation($0) }) else {
      return
    }
    guard !written.names.contains("app.redirectUri") else {
      diagnostics.error("\"${app.redirectUri}\" is what is said here", at: json)
      return
    }
    guard let uri = try? written.text(standIn), !URIRule.isRedirectInRun(uri) else { return }
    diagnostics.error("expected \(URIRule.redirectInRun), found \"\(uri)\"", at: json)
  }

  /// What a name could stand for in a run; nil for a variable that is not set.
  private func standIn(_ name: String) -> JSONValue? {
    if let variable = ConnectorNames.variable(name) { return environment[variable].map(JSONValue.string) }
    switch name {
    case "connector.url", "sandbox.loginURL", "sandbox.apiURL", "sandbox.controlURL":
      return "http://localhost:20000"
    case "connector.port": return 20_000
    default: return "x"
    }
  }
}
