import JSONSource

/// Lays a connector's own world over a scenario's: entries with the same id are replaced, others are added.
public enum OverlayWorld {
  /// The world of a file with another laid over it, as it would stand in one file.
  ///
  /// Permission templates and apps are known by name, everything else by id; records by collection and id.
  public static func lay(_ overlay: JSONValue, over base: JSONValue) -> JSONValue {
    guard var world = base.objectValue, let over = overlay.objectValue else { return base }
    for member in over where !["format", "why", "note", "$schema"].contains(member.key) {
      if member.key == "records" {
        world[member.key] = records(member.value, over: world[member.key] ?? [:])
      } else {
        world[member.key] = list(member.value, over: world[member.key] ?? [])
      }
    }
    return .object(world)
  }

  private static func records(_ overlay: JSONValue, over base: JSONValue) -> JSONValue {
    guard var collections = base.objectValue, let over = overlay.objectValue else { return overlay }
    for member in over { collections[member.key] = list(member.value, over: collections[member.key] ?? []) }
    return .object(collections)
  }

  private static func list(_ overlay: JSONValue, over base: JSONValue) -> JSONValue {
    guard var entries = base.arrayValue, let over = overlay.arrayValue else { return overlay }
    for entry in over {
      if let identity = identity(of: entry),
        let index = entries.firstIndex(where: { Self.identity(of: $0) == identity })
      {
        entries[index] = entry
      } else {
        entries.append(entry)
      }
    }
    return .array(entries)
  }

  private static func identity(of entry: JSONValue) -> JSONValue? { entry["id"] ?? entry["name"] }
}
