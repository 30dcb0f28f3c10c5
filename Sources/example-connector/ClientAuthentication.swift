import Foundation

/// How the connector shows Procore which app it is: in the body, or in a Basic header (RFC 6749 section 2.3.1).
struct ClientAuthentication: Sendable {
  let settings: Settings
  let conduct: Conduct

  /// The members of the body.
  ///
  /// - Parameter refresh: whether the request is a refresh.
  func fields(refresh: Bool = false) -> [(String, String)] {
    if conduct.variation == .basicCredentials { return [] }
    let id = ("client_id", settings.clientID)
    if refresh, conduct.defect == .refreshesWithoutSecret { return [id] }
    return [id, ("client_secret", settings.clientSecret)]
  }

  /// The value of the Authorization header; nil where there is none.
  var header: String? {
    guard conduct.variation == .basicCredentials || conduct.defect == .twoClientMethods else { return nil }
    // Both are encoded before they are joined (RFC 6749 section 2.3.1).
    let pair = "\(percentEncoded(settings.clientID)):\(percentEncoded(settings.clientSecret))"
    return "Basic " + Data(pair.utf8).base64EncodedString()
  }
}
