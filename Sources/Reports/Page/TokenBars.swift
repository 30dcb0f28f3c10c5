import JSONSource
import MockCore

/// The lives of the tokens of a history as bars beside the rows of its diagram, each row made from the one before.
///
/// A life begins where a token is issued, and ends where the record shows that it does: at its expiry, by rotation, by
/// revocation, or at the latest where the token is refused for its age.
struct TokenBars {
  /// What one row shows of one token.
  struct Mark: Hashable {
    /// How its life stands to the row.
    enum Bar: Hashable { case begins, goesOn, ends, over }
    /// What was done with it in the row.
    enum Use: Hashable { case taken, refused }
    var name: String
    var column: Int
    var bar: Bar
    var use: Use?

    /// Whether it is a refresh token; an access token otherwise.
    var isRefresh: Bool { name.hasPrefix("refresh") }
  }

  /// The marks of one row, and what happened there to tokens that nobody presented, for people.
  struct Row: Hashable {
    var marks: [Mark] = []
    var notes: [String] = []
  }

  private struct Life {
    var name: String
    var grant: Int?
    var expires: Instant?
  }

  /// How many bars stand side by side at most.
  static let most = 8

  /// How many columns were needed so far.
  private(set) var columns = 0
  /// How many tokens had no room.
  private(set) var undrawn = 0
  private var lives: [Life?] = Array(repeating: nil, count: most)
  private var former: [String: Int] = [:]

  /// A row in which nothing happens to a token.
  var still: Row {
    var row = Row()
    goOn(&row)
    return row
  }

  /// The row of some moment at which `kinds` of tokens were ended from outside, or none were.
  mutating func row(at moment: Instant, ending kinds: TokenKinds? = nil) -> Row {
    var row = Row()
    expire(by: moment, &row)
    if let kinds {
      for column in lives.indices {
        guard let life = lives[column], kinds.include(life.name) else { continue }
        end(column, "ended from outside", &row)
      }
    }
    goOn(&row)
    return row
  }

  /// The row of an exchange.
  mutating func row(of exchange: Exchange) -> Row {
    var row = Row()
    expire(by: exchange.at, &row)
    if let presented = exchange.presented { use(presented, in: exchange, &row) }
    if exchange.grounds == .tokensRevoked, let grant = exchange.grant {
      for column in lives.indices where lives[column]?.grant == grant { end(column, "revoked", &row) }
    }
    for name in exchange.issued where name != exchange.presented { begin(name, in: exchange, &row) }
    goOn(&row)
    return row
  }

  private mutating func use(_ name: String, in exchange: Exchange, _ row: inout Row) {
    let use: Mark.Use = exchange.status < 400 ? .taken : .refused
    if let column = lives.firstIndex(where: { $0?.name == name }) {
      let isReplaced = exchange.issued.contains { $0.hasPrefix("refresh") } && name.hasPrefix("refresh")
      let isOver = isReplaced || Self.ends.contains(exchange.grounds)
      if isOver { end(column, nil, &row) }
      if let index = row.marks.firstIndex(where: { $0.name == name }) {
        row.marks[index].use = use
      } else {
        row.marks.append(Mark(name: name, column: column, bar: .goesOn, use: use))
      }
    } else if let index = row.marks.firstIndex(where: { $0.name == name }) {
      row.marks[index].use = use
    } else if let column = former[name], lives[column] == nil {
      row.marks.append(Mark(name: name, column: column, bar: .over, use: use))
    }
  }

  /// The grounds that say that the life of what was presented is over.
  private static let ends: Set<Grounds> = [
    .tokenExpired, .tokenRevoked, .refreshTokenReplaced, .refreshTokenRevoked,
  ]

  private mutating func begin(_ name: String, in exchange: Exchange, _ row: inout Row) {
    guard name.hasPrefix("access") || name.hasPrefix("refresh") else { return }
    let taken = Set(row.marks.map(\.column))
    guard let column = lives.indices.first(where: { lives[$0] == nil && !taken.contains($0) }) else {
      undrawn += 1
      return
    }
    let span = name.hasPrefix("access") ? exchange.lifetime : nil
    lives[column] = Life(name: name, grant: exchange.grant, expires: span.map { exchange.at + $0 })
    former[name] = column
    columns = max(columns, column + 1)
    row.marks.append(Mark(name: name, column: column, bar: .begins))
  }

  private mutating func expire(by moment: Instant, _ row: inout Row) {
    for column in lives.indices {
      guard let expires = lives[column]?.expires, expires <= moment else { continue }
      end(column, "expired", &row)
    }
  }

  private mutating func end(_ column: Int, _ how: String?, _ row: inout Row) {
    guard let life = lives[column] else { return }
    row.marks.append(Mark(name: life.name, column: column, bar: .ends))
    if let how { row.notes.append("\(life.name) \(how)") }
    lives[column] = nil
  }

  private func goOn(_ row: inout Row) {
    for (column, life) in lives.enumerated() {
      guard let life, !row.marks.contains(where: { $0.column == column }) else { continue }
      row.marks.append(Mark(name: life.name, column: column, bar: .goesOn))
    }
    row.marks.sort { $0.column < $1.column }
  }
}

extension TokenKinds {
  fileprivate func include(_ name: String) -> Bool {
    switch self {
    case .both: true
    case .access: name.hasPrefix("access")
    case .refresh: name.hasPrefix("refresh")
    }
  }
}

extension Exchange {
  /// How long the access token of a token answer lives, as the answer says (RFC 6749 section 5.1).
  fileprivate var lifetime: Duration? {
    guard let body = answerBody, let answer = JSONParser.parse(Array(body.utf8)),
      let seconds = answer["expires_in"]?.integerValue
    else { return nil }
    return .seconds(min(max(0, seconds), 4_000_000_000))
  }
}
