/// Collects what is wrong with the files of a run.
public final class Diagnostics {
  /// What is kept; of more, only a last entry says that there were more.
  public static let limit = 1000

  /// Everything that was found, in the order in which it was found.
  public private(set) var all: [Diagnostic] = []
  /// Whether there is an error among them; warnings alone leave the files usable.
  public private(set) var hasErrors = false

  /// Nothing found yet.
  public init() {}

  /// The objects that were read, with the keys that were asked for.
  public private(set) var objects: [AskedObject] = []
  /// The words that were read, with the list that each was looked up in.
  public private(set) var words: [AskedWord] = []
  private var remembersQuestions = false

  /// Diagnostics that also keep what the readers asked of a file, so that the file kind's schema can be compared with
  /// them.
  public static func rememberingQuestions() -> Diagnostics {
    let diagnostics = Diagnostics()
    diagnostics.remembersQuestions = true
    return diagnostics
  }

  func remember(_ object: @autoclosure () -> AskedObject) {
    if remembersQuestions { objects.append(object()) }
  }

  func remember(_ word: @autoclosure () -> AskedWord) {
    if remembersQuestions { words.append(word()) }
  }

  /// Everything that was found, file by file, in the order of lines and columns; what concerns no file comes first.
  public var inOrder: [Diagnostic] {
    var files: [String: Int] = [:]
    for diagnostic in all {
      if let file = diagnostic.place?.file, files[file] == nil { files[file] = files.count }
    }
    func rank(_ diagnostic: Diagnostic) -> [Int] {
      guard let place = diagnostic.place else { return [-1] }
      return [files[place.file] ?? files.count, place.line, place.column]
    }
    let ranked = all.enumerated().map { (rank: rank($0.element) + [$0.offset], diagnostic: $0.element) }
    return ranked.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }.map(\.diagnostic)
  }

  /// Keeps a diagnostic.
  public func add(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error { hasErrors = true }
    if all.count < Self.limit {
      all.append(diagnostic)
    } else if all.count == Self.limit {
      all.append(Diagnostic(severity: .error, message: "too many problems; the others are not shown"))
    }
  }

  /// Notes an error of a value.
  public func error(_ message: String, at json: LocatedJSON, hint: String? = nil) {
    add(.error, message, at: json.place, in: json.source, hint: hint)
  }

  /// Notes an oddity of a value that leaves the file usable.
  public func warning(_ message: String, at json: LocatedJSON, hint: String? = nil) {
    add(.warning, message, at: json.place, in: json.source, hint: hint)
  }

  /// Notes an error of a key.
  public func error(_ message: String, atKeyOf member: LocatedJSON.Member, hint: String? = nil) {
    add(.error, message, at: member.keyPlace, in: member.value.source, hint: hint)
  }

  /// Notes an oddity of a key that leaves the file usable.
  public func warning(_ message: String, atKeyOf member: LocatedJSON.Member, hint: String? = nil) {
    add(.warning, message, at: member.keyPlace, in: member.value.source, hint: hint)
  }

  private func add(
    _ severity: Diagnostic.Severity, _ message: String, at place: Place, in source: SourceFile, hint: String?
  ) {
    // Beyond the limit an excerpt that nobody will see is not worth making.
    guard all.count <= Self.limit else {
      hasErrors = hasErrors || severity == .error
      return
    }
    add(Diagnostic(severity, message, at: place, in: source, hint: hint))
  }
}
