import JSONSource

extension Exchange {
  /// The exchange as JSON text, which `Decodable` reads again.
  ///
  /// Every exchange of a run is written down, and an encoder for all types would take longer over it than the mock over
  /// its decision.
  public var json: String {
    var line = JSONLine()
    line.add("number", Int64(number))
    line.add("at") { $0.add("milliseconds", at.milliseconds) }
    line.add("host", host.rawValue)
    line.add("method", method)
    line.add("path", path)
    line.add("query", objects: query) { $0.add($1) }
    line.add("requestHeaders", objects: requestHeaders) { $0.add(Parameter($1.name.rawName, $1.value)) }
    line.add("requestBody", requestBody)
    line.add("operation", operation)
    line.add("route", route)
    line.add("status", Int64(status))
    line.add("answerHeaders", objects: answerHeaders) { $0.add(Parameter($1.name.rawName, $1.value)) }
    line.add("answerBody", answerBody)
    line.add("grounds", grounds.rawValue)
    line.add("user", user)
    line.add("company", company)
    line.add("project", project)
    line.add("presented", presented)
    line.add("issued", issued)
    line.add("grant", grant.map(Int64.init))
    if let needed { line.add("needed") { $0.add(needed) } }
    line.add("records", records)
    if let fault { line.add("fault") { $0.add(fault) } }
    line.add("installed", installed)
    line.add("environment", environment?.rawValue)
    return line.text
  }
}

extension JSONLine {
  fileprivate mutating func add(_ parameter: Parameter) {
    add("name", parameter.name)
    add("value", parameter.value)
  }

  fileprivate mutating func add(_ needed: NeededRight) {
    add("user", needed.user)
    add("company", needed.company)
    add("project", needed.project)
    add("tool", needed.tool?.rawValue)
    add("level", needed.level.rawValue)
  }

  fileprivate mutating func add(_ fault: FaultPerformed) {
    add("name", fault.name)
    add("committed", fault.committed)
    add("delivered", fault.delivered)
  }
}
