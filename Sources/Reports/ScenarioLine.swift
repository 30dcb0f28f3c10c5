import JSONSource
import ScenarioCore

/// Where a reader finds what a report speaks of: a line of a scenario's file.
struct ScenarioLine: Hashable, Sendable {
  /// The path from the root of the repository, or from Dryfit's home for a scenario of the standard suite.
  var path: String
  /// Whether the file belongs to the standard suite, which does not lie in the connector's repository.
  var isOfSuite: Bool
  /// The line, from 1; nil where the file is not known.
  var line: Int?
}

extension ReportedRun {
  /// The place of a scenario's file; with a finding, the line of the expectation or step that it is about.
  func place(of finding: Finding? = nil, in scenario: ScenarioResult) -> ScenarioLine {
    let file = files[scenario.scenario]
    let line = file.map { file in finding.flatMap { Self.line(of: $0, in: file) } ?? file.place.line }
    guard scenario.scenario.hasSuffix(".json") else {
      return ScenarioLine(path: "scenarios/\(scenario.scenario).json", isOfSuite: true, line: line)
    }
    return ScenarioLine(path: Self.path(scenario.scenario, below: folder), isOfSuite: false, line: line)
  }

  /// A path relative to the root, without `.` and without `..` where that is possible.
  private static func path(_ path: String, below folder: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    var steps: [Substring] = []
    for step in (folder + "/" + path).split(separator: "/") where step != "." {
      if step == "..", let last = steps.last, last != ".." { steps.removeLast() } else { steps.append(step) }
    }
    return steps.joined(separator: "/")
  }

  private static func line(of finding: Finding, in file: LocatedJSON) -> Int? {
    let expectation = finding.expectation.flatMap { name in
      name.hasPrefix("/") ? file.value(at: name) : file.object(withID: name)
    }
    return (expectation ?? finding.step.flatMap { file["steps"]?.object(withID: $0) })?.place.line
  }
}

extension LocatedJSON {
  /// The value that a pointer (RFC 6901) leads to.
  fileprivate func value(at pointer: String) -> LocatedJSON? {
    guard let steps = JSONPointer.steps(of: pointer) else { return nil }
    return steps.reduce(Optional(self)) { value, step in
      if let items = value?.items { return Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil } }
      return value?[step]
    }
  }

  /// The first object in it whose member `id` is a text.
  fileprivate func object(withID id: String) -> LocatedJSON? {
    if self["id"]?.value.stringValue == id { return self }
    let parts = items ?? members?.map(\.value) ?? []
    return parts.lazy.compactMap { $0.object(withID: id) }.first
  }
}
