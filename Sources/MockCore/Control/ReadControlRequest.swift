import JSONSource

/// Reads what a request of the control API says, or states the problem with it.
public enum ReadControlRequest {
  /// What is asked for, with the values of the path.
  public static func route(_ request: ControlRequest) throws(ControlProblem) -> (ControlRoute, [String: String]) {
    switch FindControlRoute.find(method: request.method, path: request.path) {
    case .unknown: throw .unknownRoute(request.path)
    case .wrongMethod(let allowed): throw .wrongMethod(request.method, for: request.path, allowed: allowed)
    case .route(let route, let values): return (route, values)
    }
  }

  /// The value of a body; an empty body stands for an empty object.
  public static func body<Value>(
    of request: ControlRequest, _ reader: Reader<Value>
  ) throws(ControlProblem) -> (value: Value, json: JSONValue) {
    let isEmpty = request.body.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    let source = SourceFile(name: "body", bytes: isEmpty ? Array("{}".utf8) : request.body)
    let diagnostics = Diagnostics()
    guard let json = JSONParser.parse(source, into: diagnostics) else {
      throw .unreadable(diagnostics, isJSON: false)
    }
    guard let value = reader.read(json, diagnostics), !diagnostics.hasErrors else {
      throw .unreadable(diagnostics, isJSON: true)
    }
    return (value, json.value)
  }

  /// Makes sure that a body says nothing, where nothing can be said.
  public static func noBody(of request: ControlRequest) throws(ControlProblem) {
    guard !request.body.isEmpty else { return }
    do {
      _ = try body(of: request, Reader<Bool>.object("a body that says nothing") { _ in true })
    } catch {
      var problem = error
      problem.status = 400
      throw problem
    }
  }

  /// Makes sure that a query says nothing, where nothing can be said.
  public static func noQuery(of request: ControlRequest) throws(ControlProblem) {
    _ = try query(of: request, Reader<Bool>.object("a query that says nothing") { _ in true })
  }

  /// The value of a query, which is read as an object: numbers and objects as JSON, everything else as text.
  public static func query<Value>(
    of request: ControlRequest, _ reader: Reader<Value>
  ) throws(ControlProblem) -> Value {
    let diagnostics = Diagnostics()
    guard let parameters = request.query else {
      throw .query([Diagnostic(severity: .error, message: "the percent-encoding of the query is broken")])
    }
    var object = JSONObject()
    for parameter in parameters {
      if object[parameter.name] != nil {
        throw .query([
          Diagnostic(severity: .error, message: "\"\(parameter.name)\" stands twice in the query")
        ])
      }
      object[parameter.name] = value(of: parameter.value)
    }
    let source = SourceFile(name: "query", text: JSONValue.object(object).encoded())
    guard let json = JSONParser.parse(source, into: diagnostics), let value = reader.read(json, diagnostics),
      !diagnostics.hasErrors
    else { throw .query(diagnostics.inOrder) }
    return value
  }

  private static func value(of text: String) -> JSONValue {
    let isOfJSON = text.hasPrefix("{") || Int64(text) != nil
    return isOfJSON ? JSONParser.parse(Array(text.utf8)) ?? .string(text) : .string(text)
  }
}
