import Foundation
import HTTPTypes
import MockCore
import ScenarioCore

extension Check {
  static let secretsPages = Check(
    "secrets/pages",
    promise: "The connector's pages, headers and redirects carry no code, no token and no client secret.",
    what: """
      The answers that the browser and the callers of actions got from the connector. Pages of Procore's do not count. \
      A token in a cookie that scripts cannot read and that travels encrypted only warns, and so does a code that one \
      address of the connector's passes on to another.
      """,
    why:
      "What a browser shows stays in its history and cache, goes out in Referer headers, and is read by every script.",
    fix: "Keep tokens on the server, and give the browser a session of its own. Show no code on the callback page.",
    advice: "Keep codes, tokens and the client secret on the server; give the browser a session of its own.",
    clauses: ["RFC 9700 section 4.2"]
  ) { history in
    let answers = history.steps.flatMap { step in
      step.answers.filter { $0.status != nil && !history.isPageOfProcore($0, in: step) }.map { (step, $0) }
    }
    guard !answers.isEmpty else { return .notExercised("The connector answered nobody.") }
    return .from(answers.flatMap { step, answer in answer.leaks.map { $0.inStep(step.id) } })
  }
}

extension History {
  /// Whether the final page of a login is Procore's own that shows a code to a user who types it in.
  fileprivate func isPageOfProcore(_ answer: ConnectorAnswer, in step: StepRecord) -> Bool {
    guard step.verb == "login", let path = answer.path else { return false }
    // The mark of a code in an address has a "#", after which no path goes on.
    return exchanges(of: step).contains { exchange in
      exchange.grounds == .codeShown && exchange.path.prefix { $0 != "#" } == path.prefix { $0 != "#" }
    }
  }
}

extension ConnectorAnswer {
  /// The path of the address that answered.
  fileprivate var path: String? { url.flatMap { URLComponents(string: $0)?.path } }

  /// The secrets in the answer: in the body, in each header.
  fileprivate var leaks: [Observation] {
    let inBody = Secrets.names(in: body)
    var observations = inBody.isEmpty ? [] : [Self.leak(of: inBody, in: "the connector's answer")]
    observations += headers.compactMap { Self.leak(in: $0, of: "the answer's header") }
    for redirect in redirects ?? [] {
      observations += redirect.headers.compactMap { field in
        // A code on its way to another address of the connector's has not been used yet.
        let isPassedOn = field.name == .location && Secrets.names(in: field.value).allSatisfy { $0.hasPrefix("code#") }
        return Self.leak(
          in: field, of: "a redirect of \(redirect.path), in its header", isTolerated: isPassedOn)
      }
    }
    return observations
  }

  private static func leak(in field: HTTPField, of what: String, isTolerated: Bool = false) -> Observation? {
    let names = Secrets.names(in: field.value)
    guard !names.isEmpty else { return nil }
    var leak = leak(of: names, in: "\(what) `\(field.name.canonicalName)`")
    if isTolerated || field.isGuardedCookie && !names.contains(Secrets.clientSecret) { leak.severity = .warn }
    return leak
  }

  private static func leak(of names: [String], in place: String) -> Observation {
    Observation("\(Secrets.list(names)) \(names.count == 1 ? "stands" : "stand") in \(place).")
  }
}

extension HTTPField {
  /// Whether it sets a cookie that scripts cannot read and that is sent over TLS only (RFC 6750 section 5.3 asks for
  /// it).
  fileprivate var isGuardedCookie: Bool {
    guard name == .setCookie else { return false }
    let attributes = value.lowercased().split(separator: ";").map { $0.filter { !$0.isWhitespace } }
    return attributes.contains("httponly") && attributes.contains("secure")
  }
}

extension Observation {
  fileprivate func inStep(_ id: String?) -> Observation {
    var observation = self
    observation.step = id
    return observation
  }
}
