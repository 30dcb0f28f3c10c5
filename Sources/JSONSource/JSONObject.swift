/// The members of a JSON object in the order in which they were written; equality and hash ignore the order.
public struct JSONObject: Sendable, Sequence, ExpressibleByDictionaryLiteral {
  /// A key and its value.
  public struct Member: Sendable {
    /// The key, unescaped.
    public var key: String
    /// What stands behind it.
    public var value: JSONValue

    /// A key and its value.
    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The members, in order.
  public private(set) var members: [Member] = []

  /// Where each key stands; kept only for objects of so many members that looking through all would take long.
  private var positions: [ExactText: Int]?
  private static let longestUnindexed = 16

  /// An object without members.
  public init() {}

  /// An object of these members; of two equal keys the later value stands at the earlier place.
  public init(_ members: some Sequence<(String, JSONValue)>) {
    for (key, value) in members { self[key] = value }
  }

  /// An object of these members; of two equal keys the later value stands at the earlier place.
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }

  /// The value of a key. Setting nil removes the member, an existing key keeps its position, a new one is appended.
  public subscript(key: String) -> JSONValue? {
    get { position(of: key).map { members[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): members[position].value = value
      case (let position?, nil): remove(at: position)
      case (nil, let value?): append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  /// The keys, in order.
  public var keys: [String] { members.map(\.key) }

  /// The number of members.
  public var count: Int { members.count }

  /// Whether there is no member.
  public var isEmpty: Bool { members.isEmpty }

  /// The members, in order.
  public func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }

  /// The position of a key among the members.
  func position(of key: String) -> Int? {
    guard let positions else { return members.firstIndex { $0.key.isExactly(key) } }
    return positions[ExactText(text: key)]
  }

  /// Adds a member whose key is known to be new.
  mutating func append(_ member: Member) {
    members.append(member)
    if positions != nil {
      positions?[ExactText(text: member.key)] = members.count - 1
    } else if members.count > Self.longestUnindexed {
      indexMembers()
    }
  }

  private mutating func remove(at position: Int) {
    members.remove(at: position)
    if positions != nil { indexMembers() }
  }

  private mutating func indexMembers() {
    let numbered = members.enumerated().map { (ExactText(text: $0.element.key), $0.offset) }
    positions = Dictionary(numbered) { first, _ in first }
  }
}

extension JSONObject: Hashable {
  /// Whether both have the same members, in whatever order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }

  /// Feeds the members to the hasher in a way that does not depend on their order.
  public func hash(into hasher: inout Hasher) {
    var mixed = 0
    for member in members {
      var one = Hasher()
      one.combine(ExactText(text: member.key))
      one.combine(member.value)
      mixed ^= one.finalize()
    }
    hasher.combine(count)
    hasher.combine(mixed)
  }
}
