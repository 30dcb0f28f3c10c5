import MockCore

/// What an app asked of the REST API, in the columns of the activity export of Procore's Integration Health.
public struct Activity: Hashable, Sendable {
  /// Calls of one day that were alike.
  public struct Row: Hashable, Sendable {
    /// The day in UTC, `2026-11-23`.
    public var date: String
    /// The status of the answers.
    public var responseCode: Int
    /// The method, upper case.
    public var method: String
    /// The path with its identifiers named, `/rest/v1.0/projects/:project_id/rfis`.
    public var route: String
    /// How many there were.
    public var count: Int
  }

  /// The rows, by date, route, method and status.
  public private(set) var rows: [Row]

  /// The calls in the traffic of some histories; those of the OAuth endpoints are none.
  public init(of histories: [History]) {
    var counts: [Row: Int] = [:]
    for exchange in histories.flatMap(\.exchanges) where exchange.host == .api && !exchange.path.hasPrefix("/oauth/") {
      let row = Row(
        date: String(exchange.at.rfc3339.prefix(10)), responseCode: exchange.status, method: exchange.method,
        route: exchange.route ?? Self.normalized(exchange.path), count: 0)
      counts[row, default: 0] += 1
    }
    rows = counts.map { row, count in
      var row = row
      row.count = count
      return row
    }.sorted { ($0.date, $0.route, $0.method, $0.responseCode) < ($1.date, $1.route, $1.method, $1.responseCode) }
  }

  /// A path that no operation names, with its numbers named.
  private static func normalized(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { Int64($0) == nil ? String($0) : ":id" }
      .joined(separator: "/")
  }
}
