import Foundation
import HTTPTypes
import JSONSource
import MockCore

extension ControlAPI {
  /// The exchanges that a query means, or the promise to tell them as they come.
  func listExchanges(of sandbox: OpenSandbox, _ request: ControlRequest) async throws -> Reaction {
    let reader = Reader<ExchangeQuery>.exchangeQuery(knowing: await sandbox.mock.names.match)
    let query = try ReadControlRequest.query(of: request, reader)
    guard request.headers[.accept]?.contains("text/event-stream") == true else {
      return .answer(try await page(query, of: sandbox.mock))
    }
    var start = RecordPosition(generation: await sandbox.mock.generation, number: query.after)
    if let id = request.headers[.lastEventID] {
      guard let position = RecordPosition(id: id) else {
        throw ControlProblem(
          400, "invalid-event-id", "The id of the last event is none", detail: "\"\(id)\" is the id of no event",
          hint: "send the id of the last event as it came, or none")
      }
      start = position
    }
    return .follow(Following(mock: sandbox.mock, query: query, start: start))
  }

  private func page(_ query: ExchangeQuery, of mock: Mock) async throws -> ControlAnswer {
    let limit = query.limit ?? ControlLimits.exchanges
    var position = RecordPosition(generation: await mock.generation, number: query.after)
    var found: [Exchange] = []
    while found.count <= limit {
      let (generation, exchanges) = try await mock.recorded(after: position, limit: ControlLimits.exchanges)
      guard let last = exchanges.last else { break }
      if generation != position.generation { found = [] }
      position = RecordPosition(generation: generation, number: last.number)
      found += exchanges.filter(query.includes)
    }
    let texts = try found.prefix(limit).map(ExchangeText.of)
    let list = texts.isEmpty ? "[]" : "[\n" + texts.joined(separator: ",\n") + "\n]"
    return ControlAnswer(
      json: "{\"exchanges\": \(list), \"more\": \(found.count > limit), \"last\": \(await mock.exchangeCount)}\n")
  }

  /// One exchange by its number.
  func exchange(_ text: String, _ mock: Mock) async throws -> ControlAnswer {
    guard let number = Int(text), (1...Int(Int32.max)).contains(number), String(number) == text,
      let exchange = try await mock.exchange(number)
    else {
      throw ControlProblem(
        404, "unknown-exchange", "There is no such exchange", detail: "no exchange has the number \(text)",
        hint: "GET …/exchanges lists them")
    }
    return ControlAnswer(json: try ExchangeText.of(exchange) + "\n")
  }
}

/// An exchange as text, in the shape that it has in the history of a run.
enum ExchangeText {
  /// JSON on one line.
  static func of(_ exchange: Exchange) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(exchange), as: UTF8.self)
  }
}

extension HTTPField.Name {
  /// Where somebody stood who was following before (HTML standard, server-sent events).
  static let lastEventID = HTTPField.Name("Last-Event-ID") ?? .ifNoneMatch
}
