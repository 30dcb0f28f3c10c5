import JSONSource

/// A record's members, and how many are made of it.
struct RecordShape {
  var count: Int
  var members: JSONObject
}

extension Reader where Value == RecordShape {
  static func recordShape(_ names: WorldNames) -> Reader<RecordShape> {
    Reader { json, diagnostics in
      guard json["repeat"] != nil else {
        return checked(json, isRepeated: false, names, diagnostics).map { RecordShape(count: 1, members: $0) }
      }
      let repeated = Reader<RecordShape>.wholeObject("a repeated record") { fields in
        let count = fields.required("repeat", .count(in: 1...1_000_000))
        let template = fields.required("template", .located)
        let members = template.flatMap { checked($0, isRepeated: true, names, diagnostics) }
        guard let count, let members else { return nil }
        return RecordShape(count: count, members: members)
      }
      return repeated.read(json, diagnostics)
    }
  }

  /// A record's own members are free; only the ones with a meaning are looked at.
  private static func checked(
    _ json: LocatedJSON, isRepeated: Bool, _ names: WorldNames, _ diagnostics: Diagnostics
  ) -> JSONObject? {
    guard let members = json.value.objectValue else {
      diagnostics.error("expected a record, an object, found \(json.typeName)", at: json)
      return nil
    }
    if let id = json["id"] { checkID(id, isRepeated: isRepeated, diagnostics) }
    if let project = json["project"] { _ = names.known("project", names.projects).read(project, diagnostics) }
    if let company = json["company"] { _ = names.known("company", names.companies).read(company, diagnostics) }
    if let isPrivate = json["private"] { _ = Reader<Bool>.bool.read(isPrivate, diagnostics) }
    if let assignees = json["assignees"] {
      _ = Reader<[Int64]>.array(of: names.known("user", names.people)).read(assignees, diagnostics)
    }
    if let creator = json["createdBy"] { _ = names.known("user", names.people).read(creator, diagnostics) }
    if json["project"] == nil && json["company"] == nil {
      diagnostics.error("the record belongs to no project and no company", at: json, hint: "add \"project\"")
    }
    checkNames(in: json, known: (isRepeated ? ["n"] : []) + World.namesInRecords, diagnostics)
    return members
  }

  private static func checkID(_ id: LocatedJSON, isRepeated: Bool, _ diagnostics: Diagnostics) {
    if isRepeated, case .string("${n}") = id.content { return }
    guard Reader<Int64>.integer(in: 1...Int64.max).read(id, diagnostics) != nil, isRepeated else { return }
    diagnostics.error(
      "all of the repeated records would have this id", at: id, hint: #"leave it out, or write "${n}""#)
  }

  /// A name that stands for nothing would be shown to the connector as it is written.
  private static func checkNames(in json: LocatedJSON, known: [String], _ diagnostics: Diagnostics) {
    switch json.content {
    case .string(let text):
      for name in Interpolation(text)?.names ?? [] where !known.contains(name) {
        diagnostics.error(
          "unknown name \"${\(name)}\"", at: json,
          hint: """
            known are "${today}", "${yesterday}", "${files.baseURL}", "${api.baseURL}" and, in a "repeat" alone, "${n}"
            """)
      }
    case .array(let items): for item in items { checkNames(in: item, known: known, diagnostics) }
    case .object(let members): for member in members { checkNames(in: member.value, known: known, diagnostics) }
    default: break
    }
  }
}
