/// Joins the values of a file with the offsets at which they, and the keys among them, began.
struct Locator {
  private let source: SourceFile
  private let starts: [Int]
  private var next = 0
  private var ruler: Ruler

  /// - Parameter starts: one offset for each value and each key, in the order in which they stand in the file.
  init(source: SourceFile, starts: [Int]) {
    self.source = source
    self.starts = starts
    ruler = Ruler(source)
  }

  /// The value with places; recursion is bounded by the parser's depth limit.
  mutating func locate(_ value: JSONValue, at path: PlacePath = .root) -> LocatedJSON {
    let place = takePlace(path)
    let content: LocatedJSON.Content =
      switch value {
      case .null: .null
      case .bool(let value): .bool(value)
      case .integer(let value): .integer(value)
      case .decimal(let lexeme): .decimal(lexeme)
      case .string(let text): .string(text)
      case .array(let items): .array(locate(items, in: path))
      case .object(let object): .object(locate(object, in: path))
      }
    return LocatedJSON(content: content, place: place, source: source)
  }

  private mutating func locate(_ items: [JSONValue], in path: PlacePath) -> [LocatedJSON] {
    var located: [LocatedJSON] = []
    located.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      located.append(locate(item, at: .index(of: path, index)))
    }
    return located
  }

  private mutating func locate(_ object: JSONObject, in path: PlacePath) -> [LocatedJSON.Member] {
    var located: [LocatedJSON.Member] = []
    located.reserveCapacity(object.count)
    for member in object {
      let path = PlacePath.key(of: path, member.key)
      let keyPlace = takePlace(path)
      located.append(.init(key: member.key, keyPlace: keyPlace, value: locate(member.value, at: path)))
    }
    return located
  }

  private mutating func takePlace(_ path: PlacePath) -> Place {
    let offset = starts[next]
    next += 1
    let (line, column) = ruler.position(of: offset)
    return Place(file: source.name, line: line, column: column, path: path, offset: offset)
  }
}
