/// Records that the query of a call names and that the caller must see, such as the contract of change order packages
/// (Procore's OpenAPI file: 404 where it is missing or out of sight).
enum NamedRecords {
  /// One place in which each named record may be found.
  static func needs(_ permit: Permit, _ request: Request) -> [RecordsNeeded] {
    asked(permit, request).flatMap { record in
      let id = request.queryValue(record.parameter).flatMap { Int64($0) }
      return record.collections.map { collection -> RecordsNeeded in
        guard let id else { return .none }
        return .one(collection: collection, id: id)
      }
    }
  }

  /// Why a named record cannot be seen; nil where all can.
  ///
  /// - Parameter found: what ``needs(_:_:)`` asked for stands first in it, and is taken out.
  static func unseen(_ permit: Permit, _ request: Request, _ found: inout RecordsFound) -> Grounds? {
    for record in asked(permit, request) {
      let places = found.others.prefix(record.collections.count).map { AnswerCall.visible(permit, $0) }
      found.others.removeFirst(places.count)
      if places.contains(where: { (try? $0.get()) != nil }) { continue }
      return places.contains(.failure(.recordPrivate)) ? .recordPrivate : .recordUnknown
    }
    return nil
  }

  private static func asked(_ permit: Permit, _ request: Request) -> [Manners.NamedRecord] {
    let named = permit.route.operation.shared.value.named
    return named.isEmpty ? [] : named.filter { request.queryValue($0.parameter) != nil }
  }
}
