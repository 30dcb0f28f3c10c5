import Foundation
import GRDB
import MockCore

/// One mock's state and its recorded exchanges, in SQLite.
///
/// It is used by one actor at a time. Exchanges are written in batches, and the record is made whole before it is read.
public final class MockStore {
  private let queue: DatabaseQueue
  let lists = ListPlaces()
  var cache = ReadCache()
  private var pending: [Exchange] = []
  private let decoder = JSONDecoder()

  /// How many exchanges are held back at most before they are written.
  public static let batchSize = 256

  /// The number of the exchange recorded last.
  public private(set) var lastExchange = 0

  /// Opens an empty store in memory.
  ///
  /// - Throws: what SQLite says when it cannot.
  public init() throws {
    var configuration = Configuration()
    configuration.label = "mock"
    queue = try DatabaseQueue(configuration: configuration)
    try queue.write { try Schema.create(in: $0) }
  }

  /// Fills the store with a world's records.
  public func load(_ world: World, at now: Instant) throws {
    try transaction { transaction in try world.expandRecords(at: now) { try transaction.insert($0) } }
  }

  /// Reads; nothing may be changed.
  public func read<Value>(_ body: (MockTransaction) throws -> Value) throws -> Value {
    // There is one connection, and one actor uses it: without a transaction too, nothing changes between two reads.
    try queue.unsafeReentrantRead { try body(MockTransaction($0, self)) }
  }

  /// Reads and changes in one transaction: all of it happens, or nothing.
  public func transaction<Value>(_ body: (MockTransaction) throws -> Value) throws -> Value {
    cache = ReadCache()
    defer { cache = ReadCache() }
    do {
      return try queue.write { try body(MockTransaction($0, self)) }
    } catch {
      // What was measured may have counted what is undone.
      lists.forgetAll()
      throw error
    }
  }

  /// Adds an exchange to the record and gives it the next number.
  public func append(_ exchange: Exchange) throws {
    lastExchange += 1
    var numbered = exchange
    numbered.number = lastExchange
    pending.append(numbered)
    if pending.count >= Self.batchSize { try flush() }
  }

  /// Writes down that the answer of a recorded exchange, which a fault kept, never reached its client.
  public func markUndelivered(_ number: Int) throws {
    guard var exchange = try exchanges(after: number - 1).first, exchange.number == number else { return }
    exchange.fault?.delivered = false
    try queue.write { database in
      try database.execute(sql: "UPDATE exchanges SET json = ? WHERE number = ?", arguments: [exchange.json, number])
    }
  }

  /// The exchanges with a number above the given one, in order.
  ///
  /// - Parameter limit: at most so many.
  public func exchanges(after number: Int, limit: Int = .max) throws -> [Exchange] {
    try flush()
    return try queue.read { database in
      let rows = try String.fetchCursor(
        database.cachedStatement(sql: "SELECT json FROM exchanges WHERE number > ? ORDER BY number LIMIT ?"),
        arguments: [number, limit])
      var exchanges: [Exchange] = []
      while let json = try rows.next() {
        exchanges.append(try decoder.decode(Exchange.self, from: Data(json.utf8)))
      }
      return exchanges
    }
  }

  private func flush() throws {
    guard !pending.isEmpty else { return }
    try queue.write { database in
      let statement = try database.cachedStatement(sql: "INSERT INTO exchanges (number, json) VALUES (?, ?)")
      for exchange in pending {
        try statement.execute(arguments: [exchange.number, exchange.json])
      }
    }
    pending.removeAll(keepingCapacity: true)
  }
}
