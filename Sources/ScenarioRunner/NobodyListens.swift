import Foundation
import NIOCore
import NIOPosix

/// A host that took no connection, as when a connector sends the browser to an address that nobody gave it.
struct NobodyListens: Error, CustomStringConvertible {
  /// The address without its path.
  var origin: String
  /// What the system said.
  var reason: String

  /// Reads the failure of a request; nil for one that began after a connection was there.
  init?(_ url: URL, _ error: any Error) {
    let tried = (error as? NIOConnectionError)?.connectionErrors.first?.error ?? error
    guard let cause = tried as? IOError, Self.refusals.contains(cause.errnoCode) else { return nil }
    origin = "\(url.scheme ?? "http")://\(url.host() ?? "")\(url.port.map { ":\($0)" } ?? "")"
    reason = String(cString: strerror(cause.errnoCode))
  }

  private static let refusals = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL]

  /// The address and the reason.
  var description: String { "nobody takes connections at \(origin) (\(reason))" }
}
