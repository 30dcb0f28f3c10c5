/// What the login host says to an address that it does not have.
public enum PageNotFound {
  /// The decision for such an address.
  public static let decision = Decision(
    .page(404, .error(title: "Page not found", description: "The page you were looking for does not exist.")),
    because: .routeUnknown)
}
