import MockCore
import ScenarioCore

extension Check {
  static let secretsURLs = Check(
    "secrets/urls",
    promise:
      "No address and no Referer carries a code, a token or the client secret, but for the code on the callback.",
    what: "The path, the query and the Referer header of every request that reached the mock.",
    why:
      "Addresses are kept in browser histories and in the logs of servers and proxies, and are passed on as Referer.",
    fix: """
      Send secrets in bodies and in the Authorization header. Answer the callback with a redirect to a page without \
      the code, and send `Referrer-Policy: no-referrer` with it.
      """,
    advice: "Send secrets in bodies and in the Authorization header, never in an address.",
    clauses: ["RFC 9700 section 4.2.4", "RFC 9700 section 4.3"]
  ) { history in
    let leaking = history.exchanges.filter { !$0.leaksByAddress.isEmpty }
    let observations = Observation.grouped(leaking) { exchange in
      let names = exchange.leaksByAddress
      let verb = names.count == 1 ? "stands" : "stand"
      return "\(Secrets.list(names)) \(verb) in the address or the Referer of \(exchange.title)."
    }
    guard observations.isEmpty else { return .found(observations) }
    let wasTested = history.exchanges.contains { $0.presented != nil }
    return wasTested ? .pass : .notExercised("No request presented a code or a token.")
  }
}

extension Exchange {
  /// The secrets in the address and the Referer. Procore itself shows a code in the address of a page below the
  /// authorize page, to users who type it in.
  fileprivate var leaksByAddress: [String] {
    let shown = "/oauth/authorize/"
    let address = path.hasPrefix(shown) ? secretsInURL.filter { !$0.hasPrefix("code#") } : secretsInURL
    let referrer = header("Referer")
    let passedOn = Secrets.names(in: referrer).filter { name in
      !(name.hasPrefix("code#") && (referrer?.contains(shown) ?? false))
    }
    return Secrets.unique(address + passedOn)
  }
}
