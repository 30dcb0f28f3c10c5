import JSONSource

extension Directory {
  /// Who may do what, as things stand, for programs.
  public var controlJSON: JSONValue {
    [
      "companies": .array(
        companies.map {
          [
            "id": .integer($0.id), "name": .string($0.name), "appInstalled": .bool(installedIn.contains($0.id)),
          ]
        }),
      "projects": .array(
        projects.map {
          [
            "id": .integer($0.id), "name": .string($0.name), "company": .integer($0.company),
            "disabledTools": .array($0.disabledTools.map(\.rawValue).sorted().map { .string($0) }),
          ]
        }),
      "users": .array(users.map(\.rightsJSON)),
    ]
  }
}

extension User {
  fileprivate var rightsJSON: JSONValue {
    [
      "id": .integer(id), "login": .string(login), "name": .string(name), "active": .bool(isActive),
      "companies": Self.json(companies), "projects": Self.json(projects),
    ]
  }

  private static func json(_ places: [Int64: Membership]) -> JSONValue {
    .array(places.sorted { $0.key < $1.key }.map { $1.json(at: $0) })
  }
}

extension Membership {
  fileprivate func json(at place: Int64) -> JSONValue {
    let tools = Set(levels.keys).union(overrides.keys).sorted { $0.rawValue < $1.rawValue }
    return [
      "id": .integer(place), "member": .bool(isActive), "template": template.map { .string($0) } ?? .null,
      "levels": .object(JSONObject(tools.map { ($0.rawValue, .string(level(on: $0).rawValue)) })),
    ]
  }
}
