extension Manners {
  /// What is out of the ordinary, each in a few words, for people who look at a table of operations.
  public var words: [String] {
    rowWords + writeWords + access.words + (isDeprecated ? ["deprecated"] : [])
  }

  private var rowWords: [String] {
    var words: [String] = []
    switch dates?.standard {
    case .today?: words.append("today's rows unless days are asked for")
    case .required?: words.append("days must be asked for")
    case .all?, nil: break
    }
    if let most = dates?.most { words.append("at most \(most) days") }
    if let grouping { words.append("rows grouped by \(grouping.field)") }
    if let tree {
      words.append(tree.root == nil ? "shows what lies in it" : "one object, a folder with what lies in it")
    }
    if let sort { words.append(sort.style == .list ? "sort=\(sort.fields[0])" : "sort[attribute], sort[direction]") }
    if !listFilters.isEmpty { words.append("filters[\(listFilters.sorted()[0])][] as a list only") }
    if !parameters.isEmpty { words.append("chosen by \(parameters.joined(separator: ", "))") }
    if let standardView { words.append("view \(standardView) unasked") }
    for record in named { words.append("404 unless one sees the record that \(record.parameter) names") }
    if isActiveOnly { words.append("only active ones unless filters[by_status] says otherwise") }
    for view in pagingOfView.sorted(by: { $0.key < $1.key }) {
      words.append("\(view.value) rows a page in view \(view.key)")
    }
    if constant != nil { words.append("always the same answer") }
    return words
  }

  private var writeWords: [String] {
    var words: [String] = []
    if let parent { words.append("404 unless one sees the record of \(parent) in its path") }
    if let unique { words.append("\(unique.field) once only\(unique.conflict == nil ? "" : ", else 409")") }
    if !numbered.isEmpty { words.append("the next number as \(numbered.joined(separator: ", "))") }
    if let refusal { words.append("refused with \(refusal.status), errors as \(refusal.shape.rawValue)") }
    for effect in effects {
      words.append("\(effect.when.keys.joined(separator: ", ")) sets \(effect.set.keys.joined(separator: ", "))")
    }
    if hasRecycleBin { words.append("kept in a recycle bin") }
    return words
  }
}
