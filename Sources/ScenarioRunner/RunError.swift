import MockCore

/// Why a run could not be made; a scenario that ran and failed is no error.
public enum RunError: Error, Sendable, CustomStringConvertible {
  case noFolder(String, String)
  case noPipe(String)
  case unknownValue(String, in: String)
  case foreignAddress(String, in: String)
  case connectorDidNotStart(command: String, reason: String, output: [String])
  case commandDidNotStart(command: String, place: String, reason: String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .noFolder(let path, let reason): return "cannot make the folder \(path): \(reason)"
    case .noPipe(let reason): return "cannot make a pipe to a process: \(reason)"
    case .unknownValue(let name, let place):
      if name.hasPrefix("env.") {
        let variable = name.dropFirst(4)
        return "\(place) uses \(variable), which is not set; set it, or give a default: ${env.\(variable):-…}"
      }
      return "\(place) uses ${\(name)}, which has no value in this run"
    case .foreignAddress(let text, let place):
      return "\(place) makes \"\(text)\", which is no path or address of the connector; begin it with \"/\""
    case .commandDidNotStart(let command, let place, let reason):
      return "\(place) of connector.json could not be started: \(reason)\n    command: \(command)"
    case .connectorDidNotStart(let command, let reason, let output):
      let tail = output.suffix(20).map { "    | " + $0 }.joined(separator: "\n")
      return "the connector did not start: \(reason)\n    command: \(command)"
        + (tail.isEmpty ? "\n    it printed nothing" : "\n" + tail)
    }
  }
}
