import GRDB
import MockCore

/// One mock's state and its recorded exchanges, in SQLite.
///
/// It is used by one actor at a time. Exchanges are written behind its back, and the record is made whole before it is
/// read.
public final class MockStore {
  private let queue: DatabaseQueue
  let statements = FrequentStatements()
  let lists = ListPlaces()
  var cache = ReadCache()
  var untouched = UntouchedTokens()
  var places = TokenPlaces()
  private var pending: [ExchangeRecord.Entry] = []
  private var record: ExchangeRecord?
  private let id: @Sendable (String) -> String
  private var named: [String: String] = [:]
  private var foreign: [String: String] = [:]

  /// How many exchanges are held back at most before they are handed over to be written.
  public static let batchSize = 256

  /// The numbers that codes, grants and tokens have so far.
  public internal(set) var ordinals = TokenOrdinals()

  /// The number of the exchange recorded last.
  public private(set) var lastExchange = 0

  /// Opens an empty store in memory.
  ///
  /// - Parameter id: the name under which a token of some text is stored: the text itself, unless it is signed.
  /// - Throws: what SQLite says when it cannot.
  public init(id: @escaping @Sendable (String) -> String = { $0 }) throws {
    self.id = id
    var configuration = Configuration()
    configuration.label = "mock"
    queue = try DatabaseQueue(configuration: configuration)
    try Schema.copy(to: queue)
  }

  /// Fills the store with a world's records.
  public func load(_ world: World, at now: Instant) throws {
    try transaction { transaction in
      var records = ManyRecords(in: transaction)
      try world.expandRecords(at: now) { try records.append($0) }
      try records.finish()
    }
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
    let before = ordinals
    do {
      return try queue.unsafeReentrantWrite { database in
        try inTransaction(database) { try body(MockTransaction(database, self)) }
      }
    } catch {
      // What was measured may have counted what is undone.
      lists.forgetAll()
      untouched.forgetAll()
      places.forget(after: before)
      ordinals = before
      throw error
    }
  }

  /// Reads and changes in one go, with nobody else in between; what is within is as quick as if it stood alone.
  public func exclusively<Value>(_ body: () throws -> Value) throws -> Value {
    try queue.unsafeReentrantWrite { _ in try body() }
  }

  /// As GRDB does it, but with statements that are prepared once: to prepare them takes as long as to write a row.
  private func inTransaction<Value>(_ database: Database, _ body: () throws -> Value) throws -> Value {
    try statements.begin.execute(in: database)
    do {
      let value = try body()
      try statements.commit.execute(in: database)
      return value
    } catch {
      // Some errors have SQLite roll back on its own.
      if database.isInsideTransaction { try database.rollback() }
      throw error
    }
  }

  // MARK: - The record

  /// Adds an exchange to the record and gives it the next number.
  public func append(_ exchange: UnwrittenExchange) throws {
    var exchange = exchange
    exchange.number = lastExchange + 1
    try append(.whole(exchange))
  }

  /// Adds an exchange to the record that repeats another of it, and gives it the next number.
  public func append(_ exchange: RepeatedExchange) throws {
    var exchange = exchange
    exchange.number = lastExchange + 1
    try append(.repeated(exchange))
  }

  private func append(_ entry: ExchangeRecord.Entry) throws {
    lastExchange += 1
    pending.append(entry)
    if pending.count >= Self.batchSize { _ = try handOver() }
  }

  /// A secret is called so in the record of what comes from now on.
  public func learn(_ secret: String, as name: String) throws {
    named[secret] = name
    if record != nil { try handOver().learn(secret, as: name) }
  }

  /// The secrets of another mock are called so in the record of what comes from now on.
  public func learn(foreign secrets: [String: String]) throws {
    foreign = secrets
    if record != nil { try handOver().learn(foreign: secrets) }
  }

  /// Writes down that the answer of a recorded exchange, which a fault kept, never reached its client.
  public func markUndelivered(_ number: Int) throws { try handOver().markUndelivered(number) }

  /// The exchanges with a number above the given one, in order.
  ///
  /// - Parameter limit: at most so many.
  public func exchanges(after number: Int, limit: Int = .max) throws -> [Exchange] {
    try handOver().exchanges(after: number, limit: limit)
  }

  /// Hands over what was held back.
  private func handOver() throws -> ExchangeRecord {
    let record = try openRecord()
    if !pending.isEmpty {
      record.write(pending)
      pending.removeAll(keepingCapacity: true)
    }
    return record
  }

  /// The record, which is opened when it is needed first: a mock that nobody calls needs none.
  private func openRecord() throws -> ExchangeRecord {
    if let record { return record }
    let secrets = KnownSecrets(id: id)
    for (secret, name) in named { secrets.learn(secret, as: name) }
    secrets.learn(foreign: foreign)
    let opened = try ExchangeRecord(secrets)
    record = opened
    return opened
  }
}
