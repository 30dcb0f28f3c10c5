import Foundation

/// Reads all pages of a list, from one `Link rel="next"` to the next.
struct Pages: Sendable {
  /// A bound against a server that never ends.
  private static let limit = 10_000

  let procore: ProcoreClient
  let conduct: Conduct

  func all<Item: Decodable>(_ type: Item.Type, _ first: Call) async throws -> [Item] {
    if conduct.defect == .stopsAtShortPage { return try await numbered(first) }
    var items: [Item] = []
    var call = first
    if conduct.variation == .smallPages { call.query.append(("per_page", "2")) }
    for _ in 0..<Self.limit {
      let answer = try await procore.send(call)
      items += try rows(answer)
      guard let next = nextQuery(answer.headers["link"] ?? "") else { return items }
      let query = merged(next, over: first.query)
      guard formEncoded(query) != formEncoded(call.query) else { return items }
      call.query = query
    }
    throw Problem.failed("Procore's list has no end")
  }

  /// Pages by number, as many as are full.
  private func numbered<Item: Decodable>(_ first: Call) async throws -> [Item] {
    var items: [Item] = []
    for page in 1...Self.limit {
      var call = first
      call.query += [("page", String(page)), ("per_page", "1000")]
      let rows: [Item] = try rows(try await procore.send(call))
      items += rows
      if rows.count < 1000 { break }
    }
    return items
  }

  private func rows<Item: Decodable>(_ answer: Answer) throws -> [Item] {
    if conduct.defect == .takesPageForNothing, !answer.isJSON { return [] }
    return try procore.decode([Item].self, answer)
  }

  /// The query of the next page. The link's host and path are not used: a token goes nowhere but to the API.
  private func nextQuery(_ link: String) -> [(String, String)]? {
    for match in link.matches(of: /<([^>]*)>([^<]*)/)
    where match.output.2.contains(/;\s*rel\s*=\s*"?([^";]*\s)?next\b/.ignoresCase()) {
      let items = URLComponents(string: String(match.output.1))?.queryItems
      return items?.map { ($0.name, $0.value ?? "") }
    }
    return nil
  }

  /// Links may leave out what the first request asked for.
  private func merged(_ next: [(String, String)], over first: [(String, String)]) -> [(String, String)] {
    first.filter { kept in !next.contains { $0.0 == kept.0 } } + next
  }
}
