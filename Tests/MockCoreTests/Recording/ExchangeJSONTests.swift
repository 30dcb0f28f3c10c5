import Foundation
import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// The text of an exchange in the record.
struct ExchangeJSONTests {
  private static var whole: Exchange {
    var exchange = Exchange(
      number: 7, at: TestWorld.now, host: .api, method: "GET", path: "/rest/\"v1\"\n",
      query: [Parameter("page", "2"), Parameter("q", "é⟨access#1⟩\u{1}")], requestHeaders: [.accept: "a\\b"],
      requestBody: "{}", operation: "rfis.list", route: "/rest/:id", status: 403,
      answerHeaders: [.location: "x", .link: "y"], answerBody: "no\tright", grounds: .levelNone, user: "a@b",
      company: .max, project: 2, presented: "access#1", issued: ["access#2", "refresh#2"], grant: 1,
      needed: NeededRight(user: 1, company: 2, project: 3, tool: Tool(rawValue: "rfis"), level: .standard),
      records: [1, 2, 3], fault: FaultPerformed(name: "f", committed: true, delivered: false))
    exchange.environment = .sandbox
    return exchange
  }

  private static let bare = Exchange(
    number: 1, at: TestWorld.now, host: .login, method: "POST", path: "/oauth/token", status: 200, grounds: .granted)

  @Test(arguments: [whole, bare])
  func `what is written is read as it was`(_ exchange: Exchange) throws {
    #expect(try JSONDecoder().decode(Exchange.self, from: Data(exchange.json.utf8)) == exchange)
  }

  @Test(arguments: [whole, bare])
  func `an encoder for all types writes the same`(_ exchange: Exchange) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let encoded = try #require(JSONParser.parse([UInt8](try encoder.encode(exchange)))?.objectValue)
    let ours = try #require(JSONParser.parse(Array(exchange.json.utf8))?.objectValue)
    #expect(ours.members.map(\.key).sorted() == encoded.members.map(\.key))
    for member in encoded.members { #expect(ours[member.key] == member.value, "\(member.key)") }
  }
}
