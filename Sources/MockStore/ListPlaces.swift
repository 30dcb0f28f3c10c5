import MockCore

/// How long each list is, and where its pages begin, so that a page in the middle of a million rows is found as fast as
/// one among a hundred.
///
/// Whatever changes a collection makes its lists be measured again when they are next asked for.
final class ListPlaces {
  /// One list.
  struct List {
    /// How many rows it has.
    var total: Int
    /// The ids of the 1st, 101st, 201st row; empty for a list that is read from its beginning in any case.
    var starts: [Int64]

    /// The id from which to read, and how many rows from there on are passed over.
    func start(of offset: Int) -> (id: Int64, skipped: Int) {
      let place = offset / ListPlaces.stride
      guard starts.indices.contains(place) else { return (.min, offset) }
      return (starts[place], offset % ListPlaces.stride)
    }
  }

  /// Rows between two places that are remembered.
  static let stride = 100
  /// Lists of one collection that are remembered; filters with ever new values must not fill the memory.
  private static let mostLists = 256

  private var lists: [String: [RecordQuery: List]] = [:]

  /// The list of a query, measured where it is not known.
  func list(of query: RecordQuery, measuring measure: () throws -> List) rethrows -> List {
    var whole = query
    whole.offset = 0
    whole.limit = 0
    whole.order = []
    if let known = lists[query.collection]?[whole] { return known }
    let list = try measure()
    if lists[query.collection, default: [:]].count >= Self.mostLists { lists[query.collection] = [:] }
    lists[query.collection, default: [:]][whole] = list
    return list
  }

  /// A collection has changed.
  func forget(_ collection: String) {
    if lists[collection] != nil { lists[collection] = nil }
  }

  /// Nothing is known any more.
  func forgetAll() { lists = [:] }
}
