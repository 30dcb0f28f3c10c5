import JSONSource
import MockCore

extension ResponseMatch {
  /// Reads the parts of a match of the connector's answer out of the object that holds them.
  static func read(from fields: Fields) -> ResponseMatch? {
    let match = ResponseMatch(
      status: fields.optional("status", .valueTest),
      headers: fields.optional("header", .headerTests, default: []).map { (name: $0.name, test: $0.test) },
      body: fields.optional("body", .bodyMatch), exit: fields.optional("exit", .valueTest),
      output: fields.optional("output", .valueTest))
    let keys = ["status", "header", "body", "exit", "output"]
    if !keys.contains(where: fields.has) {
      fields.error("nothing is asked of the answer", hint: "add one of \(keys.joined(separator: ", "))")
      return nil
    }
    return match
  }
}

extension Reader where Value == ResponseMatch {
  /// A match of the connector's answer.
  static var responseMatch: Reader<ResponseMatch> {
    .object("a match of an answer") { ResponseMatch.read(from: $0) }
  }
}
