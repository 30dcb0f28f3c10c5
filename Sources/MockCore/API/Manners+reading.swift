import JSONSource

extension Manners {
  /// Reads the keys of an operation that say what it does otherwise than most.
  init(_ fields: Fields) {
    readRows(fields)
    readWrites(fields)
    tree = fields.optional("tree", .tree)
    constant = fields.optional("answer", .value)
    counted = fields.optional("counts", .dictionary(of: .nonEmptyString), default: []).map {
      Counted(name: $0.key, collection: $0.value)
    }
    parent = fields.optional("parent", .nonEmptyString)
    privatePaths = fields.optional("lookalikes", .array(of: .pathTemplate), default: [])
    isDeprecated = fields.optional("deprecated", .bool, default: false)
    access = AccessRule(fields)
  }

  private mutating func readRows(_ fields: Fields) {
    sort = fields.optional("sort", .sortRule)
    ranges = Set(fields.optional("rangeFilters", .array(of: .nonEmptyString), default: []))
    listFilters = Set(fields.optional("listFilters", .array(of: .nonEmptyString), default: []))
    let lists = fields.optional("itemFilters", .dictionary(of: .nonEmptyString), default: [])
    itemFilters = Dictionary(lists.map { ($0.key, $0.value) }) { first, _ in first }
    parameters = fields.optional("parameters", .array(of: .nonEmptyString), default: [])
    dates = fields.optional("dates", .dateWindow)
    grouping = fields.optional("groups", .grouping)
    standardView = fields.optional("view", .nonEmptyString)
    named = fields.optional("mustSee", .dictionary(of: .nonEmptyArray(of: .nonEmptyString)), default: []).map {
      NamedRecord(parameter: $0.key, collections: $0.value)
    }
    let sizes = fields.optional("pagingOfView", .dictionary(of: .count(in: 1...1_000_000)), default: [])
    pagingOfView = Dictionary(sizes.map { ($0.key, $0.value) }) { first, _ in first }
    isActiveOnly = fields.optional("activeOnly", .bool, default: false)
  }

  private mutating func readWrites(_ fields: Fields) {
    hasRecycleBin = fields.optional("recycleBin", .bool, default: false)
    unique = fields.optional("unique", .uniqueRule)
    numbered = fields.optional("numbered", .nonEmptyArray(of: .nonEmptyString), default: [])
    refusal = fields.optional("refusal", .refusalRule)
    effects = fields.optional("effects", .array(of: .effect), default: [])
  }
}

extension Reader where Value == Manners.SortRule {
  static var sortRule: Reader<Manners.SortRule> {
    .object("a sort rule") { fields in
      let style = fields.required("style", .oneOf(Manners.SortRule.Style.self))
      guard let by = fields.required("by", .nonEmptyArray(of: .nonEmptyString)), let style else { return nil }
      return Manners.SortRule(style: style, fields: by)
    }
  }
}

extension Reader where Value == Manners.DateWindow {
  static var dateWindow: Reader<Manners.DateWindow> {
    .object("the days of a list") { fields in
      let most = fields.optional("mostDays", .count(in: 1...36_525))
      let standard = fields.required("default", .oneOf(Manners.DateWindow.Standard.self))
      guard let field = fields.required("field", .nonEmptyString), let standard else { return nil }
      return Manners.DateWindow(field: field, standard: standard, most: most)
    }
  }
}

extension Reader where Value == Manners.Grouping {
  static var grouping: Reader<Manners.Grouping> {
    .object("groups") { fields in
      let title = fields.required("title", .nonEmptyString)
      let rows = fields.required("rows", .nonEmptyString)
      guard let field = fields.required("by", .nonEmptyString), let title, let rows else { return nil }
      return Manners.Grouping(field: field, title: title, rows: rows)
    }
  }
}

extension Reader where Value == Manners.Tree {
  static var tree: Reader<Manners.Tree> {
    .object("a tree") { fields in
      let root = fields.optional("root", .members)
      let children = fields.required("children", .dictionary(of: .nonEmptyString))
      guard let parent = fields.required("parent", .nonEmptyString), let children else { return nil }
      return Manners.Tree(
        parent: parent, children: children.map { Manners.Tree.Child(member: $0.key, collection: $0.value) },
        root: root.map { .object($0) })
    }
  }
}

extension Reader where Value == Manners.UniqueRule {
  static var uniqueRule: Reader<Manners.UniqueRule> {
    .object("what may stand once") { fields in
      let within = fields.optional("within", .array(of: .nonEmptyString), default: [])
      let conflict = fields.optional("conflict", .nonEmptyString)
      return fields.required("field", .nonEmptyString).map {
        Manners.UniqueRule(field: $0, within: within, conflict: conflict)
      }
    }
  }
}

extension Reader where Value == Manners.RefusalRule {
  static var refusalRule: Reader<Manners.RefusalRule> {
    .object("the refusal of a body") { fields in
      let shape = fields.optional("shape", .oneOf(Manners.RefusalRule.Shape.self), default: .fields)
      return fields.required("status", .count(in: 400...499)).map { Manners.RefusalRule(status: $0, shape: shape) }
    }
  }
}

extension Reader where Value == Manners.Effect {
  static var effect: Reader<Manners.Effect> {
    .object("an effect") { fields in
      let when = fields.required("when", .members)
      guard let set = fields.required("set", .members), let when else { return nil }
      return Manners.Effect(when: when, set: set)
    }
  }
}
