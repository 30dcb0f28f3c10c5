import JSONSource
import MockCore

extension ResponseMatch {
  /// How many single conditions it states; of several rules that hold, the one with the most decides.
  var leafCount: Int {
    (status == nil ? 0 : 1) + headers.count + (body?.leafCount ?? 0) + (exit == nil ? 0 : 1) + (output == nil ? 0 : 1)
  }

  /// Whether an answer passes every condition.
  func holds(_ answer: ConnectorAnswer) -> Bool { differences(from: answer).isEmpty }

  /// What an answer has otherwise than asked for.
  func differences(from answer: ConnectorAnswer) -> [MatchDifference] {
    var differences: [MatchDifference] = []
    func compare(_ key: String, _ test: ValueTest?, _ found: JSONValue?) {
      guard let test, !test.holds(found) else { return }
      differences.append(MatchDifference(key: key, expected: test.description, found: found?.encoded()))
    }
    compare("status", status, answer.status.map { .integer(Int64($0)) })
    for header in headers {
      compare("header \(header.name)", header.test, answer.headers.value(of: header.name).map { .string($0) })
    }
    differences += body?.differences(from: answer.body) ?? []
    compare("exit", exit, answer.exit.map { .integer(Int64($0)) })
    compare("output", output, .string(answer.output ?? answer.body))
    return differences
  }
}
