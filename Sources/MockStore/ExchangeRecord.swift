import Dispatch
import Foundation
import GRDB
import MockCore
import Synchronization

/// The exchanges of one mock, written down on a thread of their own, so that no answer waits for its record.
///
/// They lie in a temporary database beside the mock's: SQLite moves to disk what its cache cannot hold, so that the
/// memory of a mock does not grow with what it answered. Whoever reads waits until all is written that was handed over.
final class ExchangeRecord: Sendable {
  private let queue: DatabaseQueue
  private let writing: Mutex<Writing>
  private let room = DispatchSemaphore(value: ExchangeRecord.mostBatches)

  /// So many batches wait to be written at most; the next one waits for room, so that memory stays bounded.
  private static let mostBatches = 16

  /// What is known while exchanges are written.
  private struct Writing {
    let secrets: KnownSecrets
    var bodies = RecentBodies()
    /// What SQLite said when an exchange could not be written; nothing that came after it is in the record.
    var failure: (any Error)?

    /// The exchanges as they are written; nil after a failure.
    mutating func lines(of entries: [Entry]) -> [Line]? {
      guard failure == nil else { return nil }
      return entries.map { entry in
        switch entry {
        case .whole(let exchange): .whole(line(of: exchange.written(secrets)))
        case .repeated(let exchange): .repeated(exchange)
        }
      }
    }

    private mutating func line(of exchange: Exchange) -> WholeLine {
      guard let text = exchange.answerBody, RecentBodies.areLong(text) else {
        return WholeLine(number: exchange.number, json: exchange.json)
      }
      var exchange = exchange
      exchange.answerBody = nil
      let (body, isNew) = bodies.number(of: text)
      return WholeLine(number: exchange.number, json: exchange.json, body: body, newBody: isNew ? text : nil)
    }
  }

  /// An exchange as it is handed over.
  enum Entry: Sendable {
    case whole(UnwrittenExchange)
    case repeated(RepeatedExchange)
  }

  /// An exchange as it lies in the database.
  private enum Line {
    case whole(WholeLine)
    case repeated(RepeatedExchange)
  }

  /// An exchange that is written down as a whole.
  private struct WholeLine {
    var number: Int
    var json: String
    /// The number of its body, where that is long.
    var body: Int64?
    /// The body itself, where none like it was written lately.
    var newBody: String?
  }

  /// Opens an empty record.
  ///
  /// - Parameter secrets: what is known so far.
  /// - Throws: what SQLite says when it cannot.
  init(_ secrets: sending KnownSecrets) throws {
    var configuration = Configuration()
    configuration.label = "exchanges"
    // A database without a name is a temporary one.
    queue = try DatabaseQueue(path: "", configuration: configuration)
    try queue.write { try $0.execute(sql: Self.schema) }
    writing = Mutex(Writing(secrets: secrets))
  }

  private static let schema = """
    CREATE TABLE exchanges (
      number INTEGER PRIMARY KEY, json TEXT, body INTEGER,
      original INTEGER, at INTEGER, request_id TEXT, rate_limit INTEGER, rate_remaining INTEGER, rate_reset INTEGER
    ) STRICT;
    CREATE TABLE answer_bodies (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
    """

  /// A secret is called so, in all that is handed over from now on.
  func learn(_ secret: String, as name: String) {
    queue.asyncWriteWithoutTransaction { [self] _ in writing.withLock { $0.secrets.learn(secret, as: name) } }
  }

  /// The secrets of another mock are called so, in all that is handed over from now on.
  func learn(foreign secrets: [String: String]) {
    queue.asyncWriteWithoutTransaction { [self] _ in writing.withLock { $0.secrets.learn(foreign: secrets) } }
  }

  /// Hands exchanges over, in their order.
  func write(_ entries: [Entry]) {
    room.wait()
    queue.asyncWriteWithoutTransaction { [self] database in
      defer { room.signal() }
      guard let lines = writing.withLock({ $0.lines(of: entries) }) else { return }
      do {
        try database.inTransaction {
          for line in lines { try Self.insert(line, into: database) }
          return .commit
        }
      } catch {
        writing.withLock { $0.failure = error }
      }
    }
  }

  private static func insert(_ line: Line, into database: Database) throws {
    switch line {
    case .whole(let line): try insert(line, into: database)
    case .repeated(let exchange): try insert(exchange, into: database)
    }
  }

  private static func insert(_ line: WholeLine, into database: Database) throws {
    if let text = line.newBody {
      try database.cachedStatement(sql: "INSERT INTO answer_bodies (number, text) VALUES (?, ?)")
        .execute(arguments: [line.body, text])
    }
    try database.cachedStatement(sql: "INSERT INTO exchanges (number, json, body) VALUES (?, ?, ?)")
      .execute(arguments: [line.number, line.json, line.body])
  }

  private static func insert(_ exchange: RepeatedExchange, into database: Database) throws {
    let sql = """
      INSERT INTO exchanges (number, original, at, request_id, rate_limit, rate_remaining, rate_reset)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    let standing = exchange.own.standing
    try database.cachedStatement(sql: sql).execute(arguments: [
      exchange.number, exchange.original, exchange.at, exchange.own.requestID, standing?.limit, standing?.remaining,
      standing?.reset,
    ])
  }

  /// The exchanges with a number above the given one, in order, at most so many.
  func exchanges(after number: Int, limit: Int) throws -> [Exchange] {
    try queue.read { database in
      if let failure = writing.withLock({ $0.failure }) { throw failure }
      let sql = """
        SELECT first.json AS whole, text, exchanges.*
        FROM exchanges JOIN exchanges AS first ON first.number = coalesce(exchanges.original, exchanges.number)
        LEFT JOIN answer_bodies ON answer_bodies.number = first.body
        WHERE exchanges.number > ? ORDER BY exchanges.number LIMIT ?
        """
      let rows = try Row.fetchCursor(database.cachedStatement(sql: sql), arguments: [number, limit])
      let decoder = JSONDecoder()
      var exchanges: [Exchange] = []
      while let row = try rows.next() {
        let json: String = row["whole"]
        var exchange = try decoder.decode(Exchange.self, from: Data(json.utf8))
        if let body: String = row["text"] { exchange.answerBody = body }
        exchanges.append(RepeatedExchange(row)?.repeating(exchange) ?? exchange)
      }
      return exchanges
    }
  }

  /// Writes down that the answer of an exchange, which a fault kept, never reached its client.
  func markUndelivered(_ number: Int) throws {
    guard var exchange = try exchanges(after: number - 1, limit: 1).first, exchange.number == number else { return }
    exchange.fault?.delivered = false
    try queue.write { database in
      let sql = "UPDATE exchanges SET json = ?, body = NULL, original = NULL WHERE number = ?"
      try database.execute(sql: sql, arguments: [exchange.json, number])
    }
  }
}

extension RepeatedExchange {
  /// What a row of the record says; nil for a row that is an exchange as a whole.
  fileprivate init?(_ row: Row) {
    guard let original: Int = row["original"] else { return nil }
    var standing: RateStanding?
    if let limit: Int = row["rate_limit"] {
      standing = RateStanding(limit: limit, remaining: row["rate_remaining"], reset: row["rate_reset"])
    }
    self.init(original: original, at: row["at"], own: OwnHeaders(requestID: row["request_id"], standing: standing))
    number = row["number"]
  }
}
