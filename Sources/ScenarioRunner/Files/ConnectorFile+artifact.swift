import JSONSource
import MockCore
import ScenarioCore

extension ConnectorFile {
  /// The path of the world that it brings, which is laid over those of scenarios and need not be whole.
  public var overlayPath: String? { world.map { $0.hasPrefix("/") ? $0 : folder + "/" + $0 } }

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
