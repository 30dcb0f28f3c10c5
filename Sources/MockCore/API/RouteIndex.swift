/// The templates of all operations as a tree of their pieces, so that a path is found in as many steps as it has
/// pieces.
struct RouteIndex: Sendable {
  /// A template and the place of its operation in the catalog.
  struct Entry: Sendable {
    var template: PathTemplate
    var operation: Int

    /// How many pieces of it fit anything.
    fileprivate var names: Int { template.segments.count { if case .name = $0 { true } else { false } } }
  }

  private struct Node: Sendable {
    var words: [String: Int] = [:]
    /// Where a piece leads that fits no word.
    var name: Int?
    /// The first template that ends here, with its place among all.
    var entry: (order: (names: Int, place: Int), value: Entry)?
  }

  private var nodes = [Node()]
  private var count = 0

  /// Adds a template; of two that fit the same paths the first wins.
  mutating func add(_ entry: Entry) {
    var place = 0
    for segment in entry.template.segments {
      let next: Int?
      switch segment {
      case .literal(let word): next = nodes[place].words[word]
      case .name: next = nodes[place].name
      }
      if let next {
        place = next
        continue
      }
      nodes.append(Node())
      switch segment {
      case .literal(let word): nodes[place].words[word] = nodes.count - 1
      case .name: nodes[place].name = nodes.count - 1
      }
      place = nodes.count - 1
    }
    if nodes[place].entry == nil { nodes[place].entry = ((entry.names, count), entry) }
    count += 1
  }

  /// The template that a path fits: `/projects/sync` is no project whose id is "sync", since names give way to words.
  func entry(of pieces: [Substring]) -> Entry? { best(pieces[...], from: 0)?.value }

  private func best(
    _ pieces: ArraySlice<Substring>, from place: Int
  ) -> (order: (names: Int, place: Int), value: Entry)? {
    let node = nodes[place]
    guard let piece = pieces.first else { return node.entry }
    let rest = pieces.dropFirst()
    let byWord = node.words[String(piece)].flatMap { best(rest, from: $0) }
    let byName = node.name.flatMap { best(rest, from: $0) }
    guard let byWord, let byName else { return byWord ?? byName }
    return byWord.order < byName.order ? byWord : byName
  }
}
