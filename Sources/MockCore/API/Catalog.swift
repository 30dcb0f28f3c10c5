/// All operations of the fake API.
public struct Catalog: Sendable {
  /// The operations, in the order of the files.
  public let operations: [Operation]

  /// Paths that clients are known to call although no public specification has them.
  private let privatePaths: [PathTemplate]

  /// The templates of each method.
  private let index: [String: RouteIndex]

  /// Makes a catalog; of two operations with the same route the first wins.
  public init(operations: [Operation]) {
    self.operations = operations
    privatePaths = operations.flatMap(\.manners.privatePaths)
    var index: [String: RouteIndex] = [:]
    for (number, operation) in operations.enumerated() {
      for template in operation.paths {
        index[operation.method, default: RouteIndex()].add(.init(template: template, operation: number))
      }
    }
    self.index = index
  }

  /// The collections that the operations are about.
  public var collections: Set<String> { Set(operations.map(\.collection)) }
  /// The names of all operations, beside those of the authorization server.
  public var names: Set<String> { Set(operations.map(\.name)) }
  /// The method of each operation, by its name.
  public var methods: [String: String] {
    Dictionary(operations.map { ($0.name, $0.method) }) { first, _ in first }
  }

  /// The operation of a call, the route it took, and the values in its path.
  public func route(method: String, path: String) -> Route? {
    let pieces = path.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init)
    guard let entry = index[method]?.entry(of: pieces), let values = entry.template.match(pieces) else { return nil }
    return Route(operation: operations[entry.operation], template: entry.template, values: values)
  }

  /// Why a call that takes no operation is refused.
  public func groundsWithoutRoute(path: String) -> Grounds {
    if path == "/vapid" || path.hasPrefix("/vapid/") { return .routeSunset }
    let pieces = path.split(separator: "/")
    return privatePaths.contains { $0.match(pieces) != nil } ? .routePrivate : .routeUnknown
  }

  /// An operation with what its path said.
  public struct Route: Sendable {
    /// The operation.
    public var operation: Operation
    /// The template that fitted.
    public var template: PathTemplate
    /// The values of the template's names.
    public var values: [String: String]
  }
}
