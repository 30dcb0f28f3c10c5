import JSONSource

/// What a fault does to an answer.
///
/// *Commits*: the request is decided, and what follows from it is kept. *Delivers*: a client that waits receives the
/// whole answer.
///
/// | reply | commits | delivers | what the client sees |
/// |---|---|---|---|
/// | `status` | no | yes | the scripted answer |
/// | `drop-before-commit` | no | no | the connection is closed |
/// | `hang` | no | no | nothing for a while, then the connection is closed |
/// | `drop-after-commit` | yes | no | the connection is closed |
/// | `reset` | yes | no | the connection is reset (TCP RST) |
/// | `truncate` | yes | no | the headers promise the whole body, and the connection is closed in its middle |
/// | `garbage` | yes | no | bytes that are no HTTP, then the connection is closed |
/// | `drip` | yes | yes | the real answer in small pieces with pauses |
/// | `delay` | yes | yes | nothing for a while, then the real answer |
/// | `hold` | yes | yes | nothing until the fault is released, then the real answer |
///
/// A client may give up while it waits. Its exchange then counts as not delivered, whatever the table says.
public enum FaultReply: Hashable, Sendable {
  /// Another answer, and nothing is decided; without a body, Procore's own words for that status.
  case status(Int, headers: [Parameter], body: JSONValue?)
  /// The connection is closed and nothing was decided.
  case dropBeforeCommit
  /// The decision is committed, and the connection is closed without an answer.
  case dropAfterCommit
  /// The decision is committed, and the connection is reset (TCP RST).
  case reset
  /// The decision is committed, the headers promise the whole body, and the connection closes in its middle.
  case truncate
  /// The decision is committed, and its answer comes in small pieces with pauses between them.
  case drip
  /// The decision is committed, and what comes in place of its answer is no HTTP.
  case garbage
  /// The decision is committed, and its answer comes after so much real time.
  case delay(Duration)
  /// The decision is committed, and its answer comes when the fault is released.
  case hold
  /// Nothing is decided, and the connection is closed after so much real time without an answer.
  case hang(Duration)

  /// The replies that are written as one word.
  public static let words: [(word: String, reply: FaultReply)] = [
    ("drop-before-commit", .dropBeforeCommit), ("drop-after-commit", .dropAfterCommit), ("reset", .reset),
    ("truncate", .truncate), ("drip", .drip), ("garbage", .garbage), ("hold", .hold),
  ]

  /// Whether the decision is made and kept although the connector may not hear of it.
  public var commits: Bool {
    switch self {
    case .status, .dropBeforeCommit, .hang: false
    case .dropAfterCommit, .reset, .truncate, .garbage, .drip, .delay, .hold: true
    }
  }

  /// Whether a client that waits receives a whole answer.
  public var delivers: Bool {
    switch self {
    case .status, .drip, .delay, .hold: true
    case .dropBeforeCommit, .hang, .dropAfterCommit, .reset, .truncate, .garbage: false
    }
  }
}
