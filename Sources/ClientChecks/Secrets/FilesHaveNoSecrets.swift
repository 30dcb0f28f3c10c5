import ScenarioCore

extension Check {
  static let secretsFiles = Check(
    "secrets/files", .warn,
    promise: "No file outside the secret store holds a code, a token or the client secret.",
    what: "The files under \"files\" in connector.json, but for those under \"secretStore\".",
    why: "Log files, caches and crash dumps are copied and kept by people who guard the secret store, but not them.",
    fix: """
      Write tokens to the secret store alone. If the file is the store, name it under "secretStore" in connector.json.
      """,
    advice: "Write tokens to the secret store alone, and name it under \"secretStore\" in connector.json.",
    clauses: ["RFC 6819 section 5.3"]
  ) { history in
    let files = history.files.filter { !$0.isSecretStore }
    guard !files.isEmpty else { return .notExercised("No file outside the secret store was looked at.") }
    return .from(
      files.compactMap { file in
        let names = Secrets.unique(file.secrets.filter(Secrets.isOfConnector))
        guard !names.isEmpty else { return nil }
        return Observation("\(Secrets.list(names)) \(names.count == 1 ? "stands" : "stand") in `\(file.file)`.")
      })
  }
}
