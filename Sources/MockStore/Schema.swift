import GRDB

/// The tables of a mock. A mock lives as long as its run: there is nothing to migrate.
enum Schema {
  /// Gives an empty database the tables.
  ///
  /// - Throws: what SQLite says when it cannot.
  static func copy(to queue: DatabaseQueue) throws { try empty.get().backup(to: queue) }

  /// To copy the pages of tables takes a tenth of the time that making them takes.
  private static let empty = Result {
    let queue = try DatabaseQueue()
    try queue.write { try $0.execute(sql: tokens + records) }
    return queue
  }

  private static let tokens = """
    CREATE TABLE codes (
      code TEXT PRIMARY KEY, ordinal INTEGER NOT NULL UNIQUE, client TEXT NOT NULL, user INTEGER NOT NULL,
      redirect_uri TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER, grant_number INTEGER,
      challenge TEXT, challenge_method TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE grants (number INTEGER PRIMARY KEY, client TEXT NOT NULL, user INTEGER) STRICT;
    CREATE TABLE access_tokens (
      ordinal INTEGER PRIMARY KEY, id TEXT NOT NULL, grant_number INTEGER NOT NULL, client TEXT NOT NULL,
      user INTEGER, is_of_service INTEGER NOT NULL, issued_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
      revoked_at INTEGER, replaces TEXT, text TEXT
    ) STRICT;
    CREATE TABLE refresh_tokens (
      ordinal INTEGER PRIMARY KEY, token TEXT NOT NULL, grant_number INTEGER NOT NULL, client TEXT NOT NULL,
      user INTEGER NOT NULL, replaced_at INTEGER, revoked_at INTEGER
    ) STRICT;
    CREATE TABLE sessions (id TEXT PRIMARY KEY, user INTEGER, form_token TEXT NOT NULL) STRICT, WITHOUT ROWID;

    """

  private static let records = """
    CREATE TABLE records (
      collection TEXT NOT NULL, id INTEGER NOT NULL, company INTEGER NOT NULL, project INTEGER,
      is_private INTEGER NOT NULL, is_deleted INTEGER NOT NULL, has_files INTEGER NOT NULL,
      created_by INTEGER, json TEXT NOT NULL,
      PRIMARY KEY (collection, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX records_of_project ON records (collection, project, id, company, is_private, is_deleted);
    CREATE TABLE people_on_records (
      collection TEXT NOT NULL, record INTEGER NOT NULL, user INTEGER NOT NULL,
      PRIMARY KEY (collection, record, user)
    ) STRICT, WITHOUT ROWID;

    """
}
