import HTTPTypes

/// Keeps pages of the web from reaching the control API through somebody's browser.
///
/// A page can make its own name mean this machine (DNS rebinding); the browser then says that name in `Host`. And a
/// page can send requests whose answers it cannot read (CSRF); the browser then says the page's origin in `Origin`, or
/// that the request comes from elsewhere in `Sec-Fetch-Site`.
public enum GuardControl {
  /// Why a request is refused; nil where it is not.
  public static func problem(_ request: ControlRequest) -> ControlProblem? {
    guard let authority = request.authority, isLoopback(authority) else {
      return refusal("the Host header names \(request.authority.map { "\"\($0)\"" } ?? "no host")")
    }
    if let origin = request.headers[.origin], origin.lowercased() != "http://" + authority {
      return refusal("the request comes from \"\(origin)\"")
    }
    if let site = request.headers[.secFetchSite]?.lowercased(), site != "same-origin", site != "none" {
      return refusal("the request comes from another site")
    }
    return nil
  }

  private static func refusal(_ detail: String) -> ControlProblem {
    ControlProblem(
      403, "not-from-here", "The control API is for programs of this machine, and not for pages of the web",
      detail: detail, hint: "call it as http://127.0.0.1 with its port, and from no page of another origin")
  }

  private static func isLoopback(_ authority: String) -> Bool {
    authority.wholeMatch(of: /(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?/) != nil
  }
}

extension HTTPField.Name {
  /// Where a browser's request comes from, beside the origin that is called (Fetch Metadata).
  static let secFetchSite = literal("Sec-Fetch-Site")
}
