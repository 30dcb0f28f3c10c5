import MockCore
import ScenarioCore

extension Check {
  static let overAsking = Check(
    "rights/over-asking", .warn,
    promise: "The connector calls nothing that needs more than its manifest declares.",
    what: "The tool and the level that each granted or refused call needed, against `uses` of the manifest.",
    why: """
      A customer's administrator gives the rights that the app asks for. What it needs beside them fails on the first \
      day, and what it reads beside them is nobody's business.
      """,
    fix: "Declare the tool with the level under `uses`, or leave the call out.",
    advice: "Declare what you call under `uses` of the manifest, or do without the call.",
    clauses: ["Procore building data connection apps"]
  ) { history in
    guard let uses = history.declared?.uses else { return .notExercised("No manifest declares what the app uses.") }
    let calls = history.apiCalls.filter { $0.needed?.tool != nil }
    guard !calls.isEmpty else { return .notExercised("No call needed a right on a tool.") }
    let beyond = calls.filter { call in
      guard let needed = call.needed, let tool = needed.tool else { return false }
      return uses[tool.rawValue].map { $0 < needed.level } ?? true
    }
    return .from(
      Observation.grouped(beyond) { call in
        let tool = call.needed?.tool?.rawValue ?? ""
        let declared = uses[tool].map { "it declares \($0.rawValue)" } ?? "it does not name that tool"
        return "\(call.title) needs \(call.needed?.level.rawValue ?? "") on \(tool); the manifest: \(declared)."
      })
  }
}
