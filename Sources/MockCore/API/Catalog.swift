/// All operations of the fake API.
public struct Catalog: Sendable {
  /// The operations, in the order of the files.
  public let operations: [Operation]

  /// Paths that clients are known to call although no public specification has them.
  private let privatePaths: [PathTemplate]

  /// Each operation's templates, by method and number of segments, so that a route is found among few.
  private let index: [Key: [Entry]]

  private struct Key: Hashable {
    var method: String
    var segments: Int
  }

  private struct Entry: Sendable {
    var template: PathTemplate
    var operation: Int
    /// How many pieces of it fit anything.
    var names: Int { template.segments.count { if case .name = $0 { true } else { false } } }
  }

  /// Makes a catalog; of two operations with the same route the first wins.
  public init(operations: [Operation]) {
    self.operations = operations
    privatePaths = operations.flatMap(\.manners.privatePaths)
    var index: [Key: [Entry]] = [:]
    for (number, operation) in operations.enumerated() {
      for template in operation.paths {
        let key = Key(method: operation.method, segments: template.segments.count)
        index[key, default: []].append(Entry(template: template, operation: number))
      }
    }
    // `/projects/sync` is no project whose id is "sync": names give way to words.
    self.index = index.mapValues { entries in
      entries.enumerated().sorted { ($0.element.names, $0.offset) < ($1.element.names, $1.offset) }.map(\.element)
    }
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
    for entry in index[Key(method: method, segments: pieces.count)] ?? [] {
      if let values = entry.template.match(pieces) {
        return Route(operation: operations[entry.operation], template: entry.template, values: values)
      }
    }
    return nil
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
