import Foundation
import JSONSource

/// The project of a connector in a folder of its own, which is gone when the test is over.
final class Project: Sendable {
  /// The folder's path.
  let path: String

  /// Makes an empty project.
  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "end-to-end-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url.appending(path: "temporary"), withIntermediateDirectories: true)
    path = url.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of something in the project.
  subscript(name: String) -> String { path + "/" + name }

  /// Writes a file.
  func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: URL(filePath: self[name])) }

  /// The text of a file.
  func text(of name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: self[name])), as: UTF8.self)
  }

  /// The number that a process wrote into a file; nil before it did.
  func number(in name: String) -> Int32? {
    (try? text(of: name)).flatMap { $0.hasSuffix("\n") ? Int32($0.dropLast()) : nil }
  }

  /// What the command left behind in its folder for temporary files.
  func leftovers() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: self["temporary"]) }

  /// Copies the files of the example connector's project.
  func copyExample(connector: String = Built.file("Fixtures/example-connector/connector.json")) throws {
    try FileManager.default.copyItem(atPath: connector, toPath: self["connector.json"])
    for name in ["manifest.json", "requirements.json"] {
      try FileManager.default.copyItem(atPath: Built.file("Fixtures/example-connector/" + name), toPath: self[name])
    }
  }

  /// Writes a connector that is a script of the shell and answers nobody.
  func writeShellConnector(_ script: String, ready: String = #"{ "log": "ready" }"#) throws {
    let command: JSONValue = ["/bin/sh", "-c", .string(script)]
    try write(
      """
      {
        "format": 1, "name": "shell", "start": { "command": \(command.encoded()), "ready": \(ready) },
        "redirectUri": "${connector.url}/callback", "login": { "open": "/connect" },
        "actions": { "read": { "request": "GET /rfis" } }
      }
      """, to: "connector.json")
  }

  /// Writes a scenario in which a user logs in.
  func writeScenario(_ name: String = "case.json", steps more: String = "") throws {
    try write(
      """
      {
        "format": 1, "title": "A user logs in",
        "steps": [ { "login": {}, "expect": { "outcome": "connected" } }\(more.isEmpty ? "" : ", ")\(more) ]
      }
      """, to: name)
  }

  /// Lets the example connector misbehave in a known way.
  func add(defect: String) throws {
    try edit { connector in
      var start = connector["start"] as? [String: Any] ?? [:]
      start["command"] = (start["command"] as? [String] ?? []) + ["--defect", defect]
      connector["start"] = start
    }
  }

  /// Starts another program as the connector.
  func set(start command: [String]) throws {
    try edit { connector in
      var start = connector["start"] as? [String: Any] ?? [:]
      start["command"] = command
      connector["start"] = start
    }
  }

  /// Gives the connector another value of a variable.
  func set(_ variable: String, to value: String) throws {
    try edit { connector in
      var variables = connector["environment"] as? [String: Any] ?? [:]
      variables[variable] = value
      connector["environment"] = variables
    }
  }

  /// Lets one process serve several scenarios.
  func allowReuse() throws { try edit { $0["reuse"] = true } }

  /// Changes the members of connector.json.
  func edit(_ change: (inout [String: Any]) -> Void) throws {
    let url = URL(filePath: self["connector.json"])
    var connector = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any] ?? [:]
    change(&connector)
    try JSONSerialization.data(withJSONObject: connector).write(to: url)
  }
}
