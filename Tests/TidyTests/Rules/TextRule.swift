/// Texts that must not stand in the code of some files, with the files for which there is a reason.
struct TextRule: Sendable {
  /// A file to which the rule does not apply, and why.
  struct Exception: Sendable {
    let path: String
    let reason: String
  }

  /// Where it holds, in words that follow "is banned".
  let place: String
  let covers: @Sendable (SwiftText) -> Bool
  let bans: [BannedText]
  var exceptions: [Exception] = []

  func findings(in source: SwiftText) -> [Finding] {
    exceptions.contains { $0.path == source.file.path } ? [] : breaches(in: source)
  }

  /// An exception must be of use, or it waits to excuse something else.
  func uselessExceptions(among sources: [SwiftText]) -> [Finding] {
    exceptions.compactMap { exception in
      let source = sources.first { $0.file.path == exception.path }
      guard source.map(breaches)?.isEmpty ?? true else { return nil }
      return Finding(path: exception.path, line: 1, message: "needs no exception (\(exception.reason)), remove it")
    }
  }

  private func breaches(in source: SwiftText) -> [Finding] {
    guard covers(source) else { return [] }
    return bans.flatMap { ban in
      ban.lines(in: source).map { line in
        source.finding(line, "\"\(ban.text)\" is banned \(place), \(ban.advice)")
      }
    }
  }
}
