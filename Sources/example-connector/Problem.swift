import Foundation

/// Why an action of the user could not be done.
enum Problem: Error {
  case loginRequired
  case forbidden
  case notFound
  case notInstalled
  case rateLimited(until: Date)
  /// Procore understood the request and did not accept it; the text is Procore's.
  case rejected(String)
  /// Procore does not answer properly now; `retryAfter` in seconds, where Procore named it.
  case unavailable(String, retryAfter: Int?)
  /// The app's own credentials or settings are wrong; no user can mend that.
  case misconfigured(String)
  /// Procore answered something that the connector does not understand.
  case failed(String)
  /// The request to the connector itself is wrong.
  case badRequest(String)
}
