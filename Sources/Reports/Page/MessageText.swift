import Foundation
import HTTPTypes
import JSONSource
import MockCore
import ScenarioCore

/// Requests and answers as they went over the wire, but for their secrets, which were replaced when they were recorded.
struct MessageText {
  /// How many scalars of a body are shown.
  var bodyLimit: Int
  /// Where the scenario stands in the page.
  var place: ScenarioPlace
  /// The number of the first exchange that had a long body, by the body.
  var firsts: [String: Int]

  /// The writer of a scenario's messages.
  init(bodyLimit: Int, place: ScenarioPlace, exchanges: [Exchange]) {
    self.bodyLimit = bodyLimit
    self.place = place
    let long = exchanges.filter { ($0.answerBody?.utf8.count ?? 0) > Self.shortBody }
    firsts = Dictionary(long.map { ($0.answerBody ?? "", $0.number) }) { first, _ in first }
  }

  /// A body of so many bytes is repeated where it occurs again; of a longer one the first is linked.
  static let shortBody = 160

  /// How many headers are shown.
  private static let headerLimit = 40
  /// How many scalars of a line in front of the body are shown.
  private static let lineLimit = 600

  /// A request and its answer, and what else the mock knows of them.
  func markup(of exchange: Exchange, _ printed: [OutputLine]) -> HTML {
    let query = exchange.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let target = exchange.path + (query.isEmpty ? "" : "?" + query)
    let body = exchange.answerBody ?? ""
    let first = firsts[body].flatMap { $0 == exchange.number ? nil : $0 }
    let again: HTML? = first.map { "\n\n(the body of <a href=\"#\(place.id(ofExchange: $0))\">#\($0)</a> again)" }
    let answer = message("\(exchange.status)", exchange.answerHeaders, again ?? content(body))
    return """
      <div class="m"><div>Request\
      \(message("\(exchange.method) \(target)", exchange.requestHeaders, content(exchange.requestBody ?? "")))</div>\
      <div>\(exchange.answerTitle)\(answer)</div>\(OutputWords(lines: printed).whole)\(facts(of: exchange))</div>
      """
  }

  /// The answers of the connector to what a step asked, the first of those that are alike for all of them.
  ///
  /// - Parameter again: the step that had such an answer before, where it is long.
  func markup(of answers: [ConnectorAnswer], again: (ConnectorAnswer) -> HTML?) -> HTML {
    var different: [ConnectorAnswer] = []
    for answer in answers where !different.contains(where: { $0.body == answer.body && $0.status == answer.status }) {
      different.append(answer)
    }
    let shown = different.prefix(3).map { answer -> HTML in
      let line = answer.status.map(String.init) ?? answer.exit.map { "exit \($0)" } ?? "no answer"
      let place = answer.url.map { " · \($0)" } ?? ""
      return """
        <div>The connector’s answer\(place, upTo: 300)\
        \(message(line, answer.headers, again(answer) ?? content(answer.text)))</div>
        """
    }
    let rest = different.count - shown.count
    let more: HTML = rest > 0 ? "<p class=\"cut\">\(rest) more answers that differ are not shown.</p>" : .none
    return "<div class=\"m\">\(shown)\(more)</div>"
  }

  private func message(_ line: String, _ headers: HTTPFields, _ body: HTML) -> HTML {
    let fields = headers.prefix(Self.headerLimit).map { field -> HTML in
      "\n\(field.name.rawName, upTo: 100): \(field.value, upTo: Self.lineLimit)"
    }
    let more: HTML =
      headers.count > Self.headerLimit ? "\n… (\(headers.count - Self.headerLimit) more headers)" : .none
    return "<pre>\(line, upTo: Self.lineLimit)\(fields)\(more)\(body)</pre>"
  }

  private func content(_ body: String) -> HTML {
    guard !body.isEmpty else { return .none }
    let text = PrintableText.beginning(of: Self.laidOut(body), upTo: bodyLimit)
    return "\n\n\(text.replacing("\r\n", with: "\n"), upTo: .max)"
  }

  /// JSON with a line for each part of it, where it is short enough for somebody to read it.
  private static func laidOut(_ body: String) -> String {
    let first = body.utf8.first
    guard body.utf8.count < 20_000, first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
      let value = JSONParser.parse(Array(body.utf8))
    else { return body }
    switch value {
    case .array(let items): return list(items.map { $0.encoded() }, "[", "]")
    case .object(let object):
      return list(object.map { JSONValue.string($0.key).encoded() + ": " + $0.value.encoded() }, "{", "}")
    default: return body
    }
  }

  private static func list(_ parts: [String], _ open: String, _ close: String) -> String {
    parts.isEmpty ? open + close : "\(open)\n \(parts.joined(separator: ",\n "))\n\(close)"
  }

  private func facts(of exchange: Exchange) -> HTML {
    let right = exchange.needed.map { $0.tool.map(\.rawValue).map { tool in "\(tool) " } ?? "" }
    let level = exchange.needed.map { $0.tool == nil ? "membership" : $0.level.rawValue }
    let records = exchange.records.prefix(8).map(String.init).joined(separator: ", ")
    let more = exchange.records.count > 8 ? " and \(exchange.records.count - 8) more" : ""
    let facts: [(name: String, value: String?)] = [
      ("operation", exchange.operation), ("for", exchange.user), ("company", exchange.company.map(String.init)),
      ("needed", level.map { (right ?? "") + $0 }), ("records", records.isEmpty ? nil : records + more),
      ("environment", exchange.environment?.rawValue),
    ]
    let pairs = facts.compactMap { name, value in value.map { "\(name) \($0, upTo: 200)" as HTML } }
    return pairs.isEmpty ? .none : "<p>\(pairs.joined(separator: " · "))</p>"
  }
}

extension ConnectorAnswer {
  /// What is shown of it: all that a command printed, or the body.
  var text: String { output ?? body }
}

extension Exchange {
  /// What stands above the answer: whether it is one that arrived.
  fileprivate var answerTitle: String {
    guard let fault else { return "Answer" }
    switch (fault.committed, fault.delivered) {
    case (_, true): return "Answer"
    case (true, false): return "Answer, as it was decided and never arrived whole"
    case (false, false): return "No answer"
    }
  }
}
