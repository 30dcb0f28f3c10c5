import Foundation
import MockCore
import ScenarioCore

extension Check {
  static let openRedirect = Check(
    "login/open-redirect",
    promise: "After a login the browser is sent to no foreign site that the request for the login had named.",
    what: """
      Hosts outside the run to which something was sent after a login had come back, where the `state` or the redirect \
      URI of that login's request names the same host. A connector without a return address has nothing to look at.
      """,
    why: """
      A login that sends its user wherever an address says is a link of a trusted site to a forged one: users type \
      their passwords there.
      """,
    fix: "Keep the return address in the session, as a path of your own, and refuse whatever has a host.",
    advice: "Return only to paths of your own after a login, never to an address that came from outside.",
    clauses: ["RFC 9700 section 4.11"]
  ) { history in
    let logins = history.steps.filter { $0.verb == "login" && !history.hostsNamed(in: $0).isEmpty }
    guard !logins.isEmpty else {
      return .notExercised("No login was seen to carry a return address; one that names a foreign host would tell.")
    }
    return .from(
      logins.compactMap { step in
        let sent = history.attempts.first { attempt in
          history.hostsNamed(in: step).contains(attempt.host) && attempt.exchangesBefore > step.exchangesBefore
            && attempt.exchangesBefore <= step.exchangesAfter
        }
        return sent.map {
          Observation("The login led on to \($0.host), which its own request had named.", step: step.id)
        }
      })
  }
}

extension History {
  /// The foreign hosts that the requests of a login name in `state` or in the query of the redirect URI.
  fileprivate func hostsNamed(in step: StepRecord) -> Set<String> {
    let requests = exchanges(of: step).filter(\.isAuthorizeRequest)
    let texts = requests.flatMap { request -> [String] in
      let query = URLComponents(string: request.parameter("redirect_uri") ?? "")?.query
      return [request.parameter("state"), query].compactMap(\.self)
    }
    return Set(texts.flatMap(Self.hosts)).filter { !Loopback.includes($0) && !ProcoreHost.isProcore($0) }
  }

  /// The hosts of the addresses in a text, as it is and in its encodings.
  private static func hosts(in text: String) -> [String] {
    let plain = text.removingPercentEncoding ?? text
    let standard = text.replacing("-", with: "+").replacing("_", with: "/")
    let padded = standard + String(repeating: "=", count: (4 - standard.count % 4) % 4)
    let decoded = Data(base64Encoded: padded).flatMap { String(data: $0, encoding: .utf8) }
    return [plain, decoded].compactMap(\.self).flatMap { text in
      text.matches(of: #/https?:\/\/([A-Za-z0-9.\-]+)/#).map { String($0.1).lowercased() }
    }
  }
}
