import JSONSource

extension Catalog {
  /// Reads the operations of one catalog file.
  public static func read(_ json: LocatedJSON, into diagnostics: Diagnostics) -> [Operation] {
    let reader = Reader<[Operation]>.object("a catalog") { fields in
      _ = fields.required("format", .formatVersion)
      _ = fields.optional("why", .nonEmptyString)
      let tools = fields.optional("tools", .array(of: .toolDescription), default: [])
      return fields.required("operations", .array(of: .operation))?.map { $0.showing(tools) }
    }
    return reader.read(json, diagnostics) ?? []
  }
}

extension Operation {
  /// The operation with the tools of its file, if tools are what it is about.
  fileprivate func showing(_ tools: [ToolDescription]) -> Operation {
    guard DirectoryRows.collectionsOfTools.contains(collection) else { return self }
    var operation = self
    operation.manners.tools = tools
    return operation
  }
}

extension Reader where Value == Operation {
  static var operation: Reader<Operation> {
    .wholeObject("an operation") { fields in
      let rule = OperationRule(fields)
      let shape = OperationShape(fields)
      let manners = Manners(fields)
      let paths = fields.required("paths", .nonEmptyArray(of: .pathTemplate))
      let source = fields.required("source", .oneOf(Operation.Source.self))
      let sourceNote = fields.optional("sourceNote", .nonEmptyString)
      let name = fields.required("operation", .nonEmptyString)
      let method = fields.required("method", .method)
      let action = fields.required("action", .oneOf(Action.self))
      let collection = fields.required("collection", .nonEmptyString)
      let scope = fields.required("scope", .oneOf(Operation.Scope.self))
      guard let name, let method, let action, let collection, let scope, let source, let paths else { return nil }
      let operation = Operation(
        name: name, method: method, paths: paths, action: action, collection: collection, scope: scope,
        tool: rule.tool, level: rule.level, needsCompanyHeader: rule.needsCompanyHeader, queryIds: rule.queryIds,
        wrapper: shape.wrapper, required: shape.required, errorNames: shape.errorNames, defaults: shape.defaults,
        paging: shape.paging, filters: shape.filters, views: shape.views, source: source,
        sourceNote: sourceNote, shared: Operation.Shared(manners))
      operation.reportMistakes(fields)
      return operation
    }
  }
}

/// The part of an operation that says who may call it.
private struct OperationRule {
  var tool: Tool?
  var level: PermissionLevel
  var needsCompanyHeader: Bool
  var queryIds: [String]

  init(_ fields: Fields) {
    tool = fields.optional("tool", .nonEmptyString).map { Tool(rawValue: $0) }
    level = fields.optional("level", .oneOf(PermissionLevel.self), default: .readOnly)
    needsCompanyHeader = fields.optional("companyHeader", .oneOf(CompanyHeader.self), default: .required) == .required
    queryIds = fields.optional("queryIds", .array(of: .nonEmptyString), default: [])
  }

  enum CompanyHeader: String, CaseIterable { case required, optional }
}

/// The part of an operation that says what goes in and comes out.
private struct OperationShape {
  var wrapper: String?
  var required: [(field: String, message: String)]
  var errorNames: [String: String]
  var defaults: JSONObject
  var paging: Operation.Paging?
  var filters: [String]
  var views: [String: [String]]

  init(_ fields: Fields) {
    wrapper = fields.optional("wrapper", .nonEmptyString)
    required = fields.optional("required", .dictionary(of: .nonEmptyString), default: []).map { ($0.key, $0.value) }
    let names = fields.optional("errorName", .dictionary(of: .nonEmptyString), default: [])
    errorNames = Dictionary(names.map { ($0.key, $0.value) }) { first, _ in first }
    defaults = fields.optional("defaults", .members, default: [:])
    paging = fields.optional("paging", .paging)
    filters = fields.optional("filters", .array(of: .nonEmptyString), default: [])
    let views = fields.optional(
      "views", .dictionary(of: .array(of: .nonEmptyString), allowingNote: true), default: [])
    self.views = Dictionary(views.map { ($0.key, $0.value) }) { first, _ in first }
  }
}

extension Reader where Value == String {
  static var method: Reader<String> {
    Reader.string.compactMap(expected: "GET, POST, PATCH, PUT or DELETE") {
      ["GET", "POST", "PATCH", "PUT", "DELETE"].contains($0) ? $0 : nil
    }
  }
}

extension Reader where Value == PathTemplate {
  static var pathTemplate: Reader<PathTemplate> {
    Reader<String>.string.compactMap(expected: "a path that begins with /") {
      $0.hasPrefix("/") ? PathTemplate($0) : nil
    }
  }
}

extension Reader where Value == Operation.Paging {
  static var paging: Reader<Operation.Paging> {
    .object("paging") { fields in
      let standard = fields.required("default", .count(in: 1...10_000))
      guard let max = fields.required("max", .count(in: 1...1_000_000)), let standard else { return nil }
      return Operation.Paging(standard: standard, max: max)
    }
  }
}
