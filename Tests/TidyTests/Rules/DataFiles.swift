import Foundation

/// A data file says which format it is in.
func missingFormat(in file: TextFile) -> [Finding] {
  if isOfAnotherKind(file) { return [] }
  guard let members = members(of: file) else { return [file.finding(1, "is not a JSON object")] }
  guard let format = members["format"] as? NSNumber, format == 1 else {
    return [file.finding(1, "has no \"format\": 1, write it as the first member")]
  }
  return []
}

/// Schemas and the control API's description have the formats of JSON Schema and of OpenAPI.
private func isOfAnotherKind(_ file: TextFile) -> Bool {
  file.isBelow("Fixtures/schemas") || file.isBelow("Fixtures/control")
}

/// A data file names its schema by a path relative to it, so that every editor finds it.
func missingSchema(in file: TextFile) -> [Finding] {
  guard let members = members(of: file), !isOfAnotherKind(file) else { return [] }
  let kind = kindsOfFolders.first { file.isBelow($0.key) }?.value
  let schemas = String(repeating: "../", count: file.path.count { $0 == "/" }) + "Fixtures/schemas/"
  let named = members["$schema"] as? String ?? ""
  let isRight = kind.map { named == "\(schemas)\($0).schema.json" } ?? named.hasPrefix(schemas)
  if isRight { return [] }
  return [file.finding(1, "write \"$schema\": \"\(schemas)\(kind ?? "KIND").schema.json\" as the first member")]
}

private let kindsOfFolders = [
  "scenarios": "scenario", "Fixtures/worlds": "world", "Fixtures/profiles": "profile", "Fixtures/catalog": "catalog",
]

/// A scenario says why it matters, and which defect it catches.
func incompleteScenario(_ file: TextFile) -> [Finding] {
  guard file.isBelow("scenarios"), let members = members(of: file) else { return [] }
  let why = (members["why"] as? String ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  let killedBy = members["killedBy"] as? [String] ?? []
  var findings: [Finding] = []
  if why.isEmpty { findings.append(file.finding(1, "has no \"why\", say what goes wrong for whom without it")) }
  if killedBy.isEmpty {
    findings.append(file.finding(1, "has no \"killedBy\", a scenario that nothing can fail proves nothing"))
  }
  return findings
}

/// Worlds and profiles that no scenario, profile or test names, and other fixtures that nothing names at all.
func unusedFixtures(_ fixtures: [TextFile], scenarios: [TextFile], programs: [TextFile]) -> [Finding] {
  let named = Set(fixtures.flatMap(namesOfOthers) + scenarios.flatMap(namesUsed))
  return fixtures.compactMap { fixture in
    if fixture.isBelow("Fixtures/catalog") || fixture.isBelow("Fixtures/schemas") || named.contains(fixture.name) {
      return nil
    }
    if programs.contains(where: { speaks($0, of: fixture) }) { return nil }
    return fixture.finding(1, "nothing uses this fixture, remove it or test with it")
  }
}

/// Profiles that no scenario runs under, and those that are said to be run under by none and are.
///
/// - Parameter beside: profiles that no scenario can use, and why.
func profilesBesideTheSuite(
  _ profiles: [TextFile], scenarios: [TextFile], beside: [String: String] = profilesForNoScenario
) -> [Finding] {
  let used = Set(scenarios.flatMap(namesUsed))
  return profiles.compactMap { profile in
    switch (used.contains(profile.name), beside[profile.name]) {
    case (false, nil): profile.finding(1, "no scenario runs under this profile, use it or say why none can")
    case (true, .some): profile.finding(1, "a scenario runs under this profile after all, strike it off the list")
    default: nil
    }
  }
}

/// Profiles that a connector meets only where its own request is wrong, or that ask for what Procore does not.
let profilesForNoScenario = [
  "pkce-required": "Procore does not know PKCE: a connector without it is right",
  "errors-by-redirect": "only a wrong request is told so; login/callback-with-error brings the same address",
  "errors-wrapped": "a connector that names its company never meets it; api/error-shapes has the shape",
  "validation-errors-as-list": "what a record lacks depends on the connector's own; api/error-shapes has the shape",
  "validation-errors-under-base": "as for the list",
  "empty-lists-without-permission": "a right that is missing looks like a project without rows, and nobody can tell",
  "links-without-query":
    "the links of Procore's example lead nowhere; a connector that follows them as they stand is right",
  "retry-after-on-429": "rate-limited-with-retry-after has the same knob beside limits that count",
]

/// Worlds and profiles are chosen by name, and then by tests alone: their names are everyday words.
private func speaks(_ program: TextFile, of fixture: TextFile) -> Bool {
  if program.text.contains("\(fixture.name).json") { return true }
  let isChosenByName = fixture.isBelow("Fixtures/worlds") || fixture.isBelow("Fixtures/profiles")
  return isChosenByName && program.isBelow("Tests") && program.text.contains("\"\(fixture.name)\"")
}

/// Defects that a scenario names and the example connector lacks, and those that it has and no scenario is killed by.
///
/// - Parameter idle: defects that no scenario can catch yet, and why.
func unmatchedDefects(_ scenarios: [TextFile], defects: TextFile, idle: [String: String] = [:]) -> [Finding] {
  let cases = defects.lines.enumerated().compactMap { index, line -> (name: String, line: Int)? in
    let parts = line.split(separator: "\"")
    guard line.hasPrefix("  case "), line.contains(" = \""), parts.count > 1 else { return nil }
    return (String(parts[1]), index + 1)
  }
  let killers = scenarios.flatMap { file in
    (members(of: file)?["killedBy"] as? [String] ?? []).map { (name: $0, file: file) }
  }
  let unknown = killers.filter { killer in !cases.contains { $0.name == killer.name } }.map {
    $0.file.finding(1, "\"killedBy\" names \"\($0.name)\", which is no defect of the example connector")
  }
  let wrong = cases.compactMap { defect -> Finding? in
    switch (killers.contains { $0.name == defect.name }, idle[defect.name]) {
    case (false, nil): defects.finding(defect.line, "no scenario is killed by \"\(defect.name)\"")
    case (true, let reason?):
      defects.finding(defect.line, "\"\(defect.name)\" needs no exception (\(reason)), remove it")
    default: nil
    }
  }
  return unknown + wrong
}

private func namesUsed(_ scenario: TextFile) -> [String] {
  guard let members = members(of: scenario) else { return [] }
  let matrix = members["matrix"] as? [String: Any]
  return [
    members["world"] as? String ?? "two-companies",
    members["profile"] as? String ?? "procore",
  ] + (matrix?["world"] as? [String] ?? []) + (matrix?["profile"] as? [String] ?? [])
}

private func namesOfOthers(_ fixture: TextFile) -> [String] {
  [members(of: fixture)?["extends"] as? String].compactMap { $0 }
}

private func members(of file: TextFile) -> [String: Any]? {
  try? JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any]
}
