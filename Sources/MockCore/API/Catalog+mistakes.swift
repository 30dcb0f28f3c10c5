import JSONSource

extension Catalog {
  /// Tells of what the files of one catalog say only together: calls that stand twice, of which only the first would
  /// be answered, and collections that no operation is about.
  public static func reportMistakes(in files: [LocatedJSON], _ diagnostics: Diagnostics) {
    let operations = files.flatMap { $0["operations"]?.items ?? [] }
    reportRepeats(in: operations, diagnostics)
    let known = Set(operations.compactMap { $0["collection"]?.value.stringValue })
    for name in operations.flatMap(otherCollections) {
      guard let text = name.value.stringValue, !known.contains(text) else { continue }
      let hint = Suggestion.hint(for: text, among: known.sorted())
      diagnostics.error("no operation is about the collection \"\(text)\"", at: name, hint: hint)
    }
  }

  private static func reportRepeats(in operations: [LocatedJSON], _ diagnostics: Diagnostics) {
    var first: [String: LocatedJSON] = [:]
    for operation in operations {
      guard let method = operation["method"]?.value.stringValue else { continue }
      for path in operation["paths"]?.items ?? [] {
        guard let text = path.value.stringValue else { continue }
        let call = "\(method) \(PathTemplate(text).shape)"
        if let earlier = first[call] {
          let place = "\(earlier.place.file):\(earlier.place.line)"
          diagnostics.error("\(method) \(text) stands twice", at: path, hint: "it stands at \(place) already")
        } else {
          first[call] = path
        }
      }
    }
  }

  /// The collections that an operation speaks of beside its own.
  private static func otherCollections(_ operation: LocatedJSON) -> [LocatedJSON] {
    let lists = (operation["mustSee"]?.members ?? []).flatMap { $0.value.items ?? [] }
    let named = [operation["counts"], operation["tree"]?["children"]].flatMap { $0?.members ?? [] }.map(\.value)
    return [operation["parent"]].compactMap { $0 } + lists + named
  }
}

extension PathTemplate {
  /// The path without the names in it, by which calls are told apart.
  fileprivate var shape: String {
    segments.map { if case .literal(let text) = $0 { "/" + text } else { "/{}" } }.joined()
  }
}
