import JSONSource
import MockCore

extension Reader where Value == Wait {
  /// `"quiet"`, or a match to wait for.
  static func wait(_ names: ScenarioNames) -> Reader<Wait> {
    Reader { json, diagnostics in
      guard case .object = json.content else {
        let quiet = Reader<String>.string.compactMap(expected: #""quiet" or {"for": …}"#) {
          $0 == "quiet" ? Wait.quiet : nil
        }
        return quiet.read(json, diagnostics)
      }
      return Reader<Wait>.wholeObject("a wait") { fields in
        let within = fields.optional("within", .duration, default: Step.standardWithin)
        return fields.required("for", .match(knowing: names.ofMatches)).map { .exchange($0, within: within) }
      }.read(json, diagnostics)
    }
  }
}
