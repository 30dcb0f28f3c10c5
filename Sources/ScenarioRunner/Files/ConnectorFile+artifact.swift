import JSONSource
import MockCore
import ScenarioCore

extension ConnectorFile {
  /// The files and folders of the build under test; the folder of the file where it names none.
  ///
  /// - Throws: ``RunError/unknownValue(_:in:)`` for a value that is not set outside a run.
  public func artifactPaths(_ environment: [String: String]) throws -> [String] {
    guard !artifact.isEmpty else { return ["."] }
    return try artifact.map { path in
      do throws(Interpolation.UnknownName) {
        return try path.text { ConnectorNames.variable($0).flatMap { environment[$0] }.map(JSONValue.string) }
      } catch {
        throw RunError.unknownValue(error.name, in: "artifact of connector.json")
      }
    }
  }
}
