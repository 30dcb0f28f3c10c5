import JSONSource

/// The members that an answer shows of each record.
struct View {
  private let names: [String]

  /// The view that a call asks for, or that its operation shows unasked; nil where everything is shown, as in a view
  /// without names.
  ///
  /// - Parameter isLimited: whether the caller may not choose, because they are below the level.
  init?(_ request: Request, _ operation: Operation, isLimited: Bool = false) {
    guard !operation.views.isEmpty else { return nil }
    if isLimited, let names = operation.shared.value.access.viewBelowLevel.flatMap({ operation.views[$0] }) {
      self.names = names
      return
    }
    let asked = request.query.isEmpty ? nil : request.queryValue("view").flatMap { operation.views[$0] }
    let names = asked ?? operation.shared.value.standardView.flatMap { operation.views[$0] }
    guard let names, !names.isEmpty else { return nil }
    self.names = names
  }

  /// A record as JSON text with the members of the view.
  func text(of record: Record) -> String {
    JSONParser.parse(Array(record.json.utf8)).map { value(of: $0).encoded() } ?? record.json
  }

  /// An object with the members of the view.
  func value(of value: JSONValue) -> JSONValue {
    guard let object = value.objectValue else { return value }
    return .object(JSONObject(names.compactMap { name in object[name].map { (name, $0) } }))
  }
}
