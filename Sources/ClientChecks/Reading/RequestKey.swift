import MockCore
import ScenarioCore

/// What makes two requests the same: everything that decides on the answer but the token itself.
struct RequestKey: Hashable {
  /// The method.
  var method: String
  /// The path.
  var path: String
  /// The query, in order; another page is another request.
  var query: [Parameter]
  /// The body; another record is another request.
  var body: String?
  /// The company that the header names.
  var company: String?
  /// The grant under which it was made; another user's request is another one.
  var grant: Int?

  /// The key of a request.
  init(_ exchange: Exchange, in history: History) {
    method = exchange.method
    path = exchange.path
    query = exchange.query
    body = exchange.requestBody
    company = exchange.companyHeader
    grant = history.grant(of: exchange)
  }
}
