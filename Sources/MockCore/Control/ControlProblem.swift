import HTTPTypes
import JSONSource

/// Why the control API does not do what it was asked, as a problem document (RFC 9457).
public struct ControlProblem: Error, Sendable {
  /// The status.
  public var status: Int
  /// The word for this kind of problem, which stays the same in every answer: `unknown-sandbox`.
  public var kind: String
  /// What this kind of problem is, in a sentence without a full stop.
  public var title: String
  /// What is wrong here.
  public var detail: String?
  /// The next step.
  public var hint: String?
  /// What is wrong with a body or with files, each with its place.
  public var diagnostics: [Diagnostic] = []
  /// Headers that go with the answer.
  public var headers: HTTPFields = [:]

  /// States a problem.
  public init(_ status: Int, _ kind: String, _ title: String, detail: String? = nil, hint: String? = nil) {
    self.status = status
    self.kind = kind
    self.title = title
    self.detail = detail
    self.hint = hint
  }

  /// The media type of problem documents.
  public static let type = "application/problem+json"

  /// The answer that tells of it.
  public var answer: ControlAnswer {
    let members: [(String, JSONValue?)] = [
      ("type", .string("urn:dryfit:problem:" + kind)), ("title", .string(title)), ("status", .integer(Int64(status))),
      ("detail", detail.map { .string($0) }), ("hint", hint.map { .string($0) }),
      ("diagnostics", diagnostics.isEmpty ? nil : .array(diagnostics.map(\.json))),
    ]
    let body = JSONObject(members.compactMap { name, value in value.map { (name, $0) } })
    return ControlAnswer(.object(body), status: status, type: Self.type, headers: headers)
  }
}

extension ControlProblem {
  /// Nothing has the path.
  static func unknownRoute(_ path: String) -> ControlProblem {
    ControlProblem(
      404, "unknown-route", "Nothing has this path", detail: "there is no \(path)",
      hint: hint(for: path) ?? "GET /openapi.json describes everything that there is")
  }

  private static func hint(for path: String) -> String? {
    guard path.contains("/tokens/"), path.hasSuffix("/access") || path.hasSuffix("/refresh") else { return nil }
    return "a # begins a fragment, which is never sent: write access-2 for access#2"
  }

  /// The path is known, and the method is not for it.
  static func wrongMethod(_ method: String, for path: String, allowed: [String]) -> ControlProblem {
    var problem = ControlProblem(
      405, "wrong-method", "The method is not for this path", detail: "\(method) is not one of its methods",
      hint: hint(for: path) ?? "its methods are \(allowed.joined(separator: ", "))")
    problem.headers[.allow] = allowed.joined(separator: ", ")
    return problem
  }

  /// A body that cannot be read as JSON (400), or that is not understood (422).
  public static func unreadable(_ diagnostics: Diagnostics, isJSON: Bool) -> ControlProblem {
    let status = isJSON ? 422 : 400
    var problem = ControlProblem(
      status, isJSON ? "invalid-body" : "malformed-body",
      isJSON ? "The body is not what this path takes" : "The body is no JSON")
    problem.diagnostics = diagnostics.inOrder
    problem.detail = problem.diagnostics.first { $0.severity == .error }?.message
    problem.hint = problem.diagnostics.first { $0.severity == .error }?.hint
    return problem
  }

  /// A query that is not understood.
  public static func query(_ diagnostics: [Diagnostic]) -> ControlProblem {
    var problem = ControlProblem(
      400, "invalid-query", "The query is not understood", detail: diagnostics.first?.message,
      hint: diagnostics.first?.hint)
    problem.diagnostics = diagnostics
    return problem
  }

  /// The body is larger than anything that is taken.
  public static let bodyTooLarge = ControlProblem(
    413, "body-too-large", "The body is too large", detail: "at most \(ControlLimits.body) bytes are read")

  /// What came is no HTTP, or ended before its end.
  public static let noHTTP = ControlProblem(
    400, "no-http", "The request could not be read", hint: "speak HTTP/1.1, without TLS")

  /// The headers are more than anything that is taken.
  public static let headersTooLarge = ControlProblem(400, "headers-too-large", "The headers are too large")

  /// A fault of Dryfit's own.
  public static let ofOurOwn = ControlProblem(
    500, "internal", "A fault of Dryfit's own", hint: "please report it with the call that led to it")
}

/// How much the control API takes.
public enum ControlLimits {
  /// The largest body, in bytes: a world that comes along has to fit.
  public static let body = 4 << 20
  /// The most sandboxes at once.
  public static let sandboxes = 256
  /// The most exchanges of one answer.
  public static let exchanges = 1000
  /// The most faults of a sandbox.
  public static let faults = 1000
}

extension Diagnostic {
  /// The diagnostic for programs.
  var json: JSONValue {
    let members: [(String, JSONValue?)] = [
      ("severity", .string(severity.rawValue)), ("message", .string(message)),
      ("source", place.map { .string($0.file) }), ("line", place.map { .integer(Int64($0.line)) }),
      ("column", place.map { .integer(Int64($0.column)) }), ("pointer", place.map { .string($0.pointer) }),
      ("excerpt", excerpt.map { .string($0) }), ("hint", hint.map { .string($0) }),
    ]
    return .object(JSONObject(members.compactMap { name, value in value.map { (name, $0) } }))
  }
}
