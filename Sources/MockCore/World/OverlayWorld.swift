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
        let key = knownByName.contains(member.key) ? "name" : "id"
        world[member.key] = list(member.value, over: world[member.key] ?? [], by: key)
      }
    }
    return .object(world)
  }

  private static func records(_ overlay: JSONValue, over base: JSONValue) -> JSONValue {
    guard var collections = base.objectValue, let over = overlay.objectValue else { return overlay }
    for member in over where member.key != "note" {
      collections[member.key] = list(member.value, over: collections[member.key] ?? [], by: "id")
    }
    return .object(collections)
  }

  private static let knownByName: Set<String> = ["permissionTemplates", "apps"]

  private static func list(_ overlay: JSONValue, over base: JSONValue, by key: String) -> JSONValue {
    guard var entries = base.arrayValue, let over = overlay.arrayValue else { return overlay }
    for entry in over {
      if let identity = entry[key], let index = entries.firstIndex(where: { $0[key] == identity }) {
        entries[index] = entry
      } else {
        entries.append(entry)
      }
    }
    return .array(entries)
  }
}
