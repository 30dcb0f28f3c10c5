import Foundation

/// Finds what a request of the control API asks for.
public enum FindControlRoute {
  /// What was found.
  public enum Found: Hashable, Sendable {
    /// A route, with the values that stand in the path, decoded, by name.
    case route(ControlRoute, [String: String])
    /// The path is known, and these methods are for it.
    case wrongMethod(allowed: [String])
    /// Nothing has this path.
    case unknown
  }

  /// What a method and a path ask for.
  ///
  /// - Parameter path: as it came, with percent-encoding and without the query.
  public static func find(method: String, path: String) -> Found {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let fitting = ControlRoute.allCases.compactMap { route in
      values(of: route, in: segments).map { (route: route, values: $0) }
    }
    if let found = fitting.first(where: { $0.route.method == method }) { return .route(found.route, found.values) }
    return fitting.isEmpty ? .unknown : .wrongMethod(allowed: fitting.map(\.route.method).sorted())
  }

  private static func values(of route: ControlRoute, in path: ArraySlice<Substring>) -> [String: String]? {
    let template = route.template.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard template.count == path.count else { return nil }
    var values: [String: String] = [:]
    for (expected, found) in zip(template, path) {
      guard expected.hasPrefix("{") else {
        if expected == found { continue }
        return nil
      }
      guard !found.isEmpty, let text = found.removingPercentEncoding else { return nil }
      values[String(expected.dropFirst().dropLast())] = text
    }
    return values
  }
}
