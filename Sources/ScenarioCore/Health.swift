import HTTPTypes
import MockCore

/// The seven signals by which Procore's Integration Health grades an app, counted over the calls to the REST API.
public struct Health: Hashable, Sendable, Codable {
  /// A signal, by its name in reports.
  public enum Signal: String, CaseIterable, Hashable, Sendable {
    case unauthorized = "401"
    case forbidden = "403"
    case notFound = "404"
    case tooManyRequests = "429"
    /// A call without `Procore-Company-Id` that needed it, whatever the mock made of it.
    case missingCompanyHeader
    /// A call to an endpoint that Procore has withdrawn (`/vapid`).
    case deprecated
    /// A call to an endpoint that is not among the documented ones.
    case `private`
  }

  private var counts: [String: Int] = [:]

  /// No signal at all.
  public init() {}

  /// The signals in the traffic of some histories.
  public init(of histories: [History]) {
    for history in histories {
      for exchange in history.exchanges where exchange.host == .api {
        for signal in Signal.allCases where signal.occurs(in: exchange) { self[signal] += 1 }
      }
    }
  }

  /// How often a signal was seen.
  public subscript(signal: Signal) -> Int {
    get { counts[signal.rawValue] ?? 0 }
    set { counts[signal.rawValue] = newValue == 0 ? nil : newValue }
  }
}

extension Health.Signal {
  func occurs(in exchange: Exchange) -> Bool {
    switch self {
    case .unauthorized: exchange.status == 401
    case .forbidden: exchange.status == 403
    case .notFound: exchange.status == 404
    case .tooManyRequests: exchange.status == 429
    case .missingCompanyHeader: lacksCompanyHeader(exchange)
    case .deprecated: isWithdrawn(exchange)
    case .private:
      exchange.operation == nil && [.routeUnknown, .routePrivate].contains(exchange.grounds) && !isWithdrawn(exchange)
    }
  }

  /// All calls but `/me` and `/companies` need the header (Procore, multiple region guide).
  private func lacksCompanyHeader(_ exchange: Exchange) -> Bool {
    guard exchange.grounds != .companyHeaderMissing else { return true }
    guard exchange.operation != nil, let name = HTTPField.Name("Procore-Company-Id") else { return false }
    let segments = exchange.path.split(separator: "/")
    let isExempt = segments.count == 3 && (segments[2] == "me" || segments[2] == "companies")
    return exchange.requestHeaders[name] == nil && !isExempt
  }

  private func isWithdrawn(_ exchange: Exchange) -> Bool {
    exchange.path == "/vapid" || exchange.path.hasPrefix("/vapid/")
  }
}
