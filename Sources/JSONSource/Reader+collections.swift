extension Reader {
  /// A list, possibly empty. One item that cannot be read makes the list unreadable, and all are looked at.
  public static func array<E>(of element: Reader<E>) -> Reader<[E]> where Value == [E] {
    Reader { json, diagnostics in
      guard let items = json.items else {
        diagnostics.error("expected an array, found \(json.typeName)", at: json)
        return nil
      }
      return all(items, by: element, diagnostics)
    }
  }

  /// A list of at least one item.
  public static func nonEmptyArray<E>(of element: Reader<E>) -> Reader<[E]> where Value == [E] {
    Reader { json, diagnostics in
      guard let items = array(of: element).read(json, diagnostics) else { return nil }
      if !items.isEmpty { return items }
      diagnostics.error("expected at least one item, found an empty array", at: json)
      return nil
    }
  }

  /// One value, or a list of them, possibly empty. An element that is itself an array has to stand in a list.
  public static func oneOrMany<E>(of element: Reader<E>) -> Reader<[E]> where Value == [E] {
    Reader { json, diagnostics in all(json.items ?? [json], by: element, diagnostics) }
  }

  /// The members of an object whose keys are free, in order.
  ///
  /// - Parameter allowingNote: skips a member `note` whose value is a string; otherwise it is a member like any other.
  public static func dictionary<E>(
    of element: Reader<E>, allowingNote: Bool = false
  ) -> Reader<[(key: String, value: E)]> where Value == [(key: String, value: E)] {
    Reader { json, diagnostics in
      guard let members = json.members else {
        diagnostics.error("expected an object, found \(json.typeName)", at: json)
        return nil
      }
      let wanted = members.filter { !(allowingNote && $0.isNote) }
      let values = all(wanted.map(\.value), by: element, diagnostics)
      return values.map { zip(wanted, $0).map { (key: $0.key, value: $1) } }
    }
  }

  private static func all<E>(_ items: [LocatedJSON], by element: Reader<E>, _ diagnostics: Diagnostics) -> [E]? {
    var values: [E] = []
    values.reserveCapacity(items.count)
    for item in items {
      if let value = element.read(item, diagnostics) { values.append(value) }
    }
    return values.count == items.count ? values : nil
  }
}

extension LocatedJSON.Member {
  /// Whether this is free text for people.
  var isNote: Bool {
    if key == "note", case .string = value.content { true } else { false }
  }
}
