import ArgumentParser
import JSONSource
import Reports

/// A report that is asked for, `junit=report.xml`.
struct ReportTarget {
  let kind: ReportKind
  /// The file; nil for standard output.
  let file: String?

  /// Reads the words of the command line.
  ///
  /// - Throws: a usage error for an unknown kind, or where a file is missing.
  init(argument: String) throws {
    let halves = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let kind = ReportKind(rawValue: halves[0]) else {
      let kinds = ReportKind.allCases.map(\.rawValue)
      let closest = Suggestion.closest(to: halves[0], among: kinds).map { " Did you mean \"\($0)\"?" }
      let known = " There are \(kinds.joined(separator: ", "))."
      throw ValidationError("There is no report of the kind \"\(halves[0])\"." + (closest ?? known))
    }
    let file = halves.count == 2 && !["", "-"].contains(halves[1]) ? halves[1] : nil
    guard file != nil || kind == .github else {
      throw ValidationError("A file is missing; write --report \(kind.rawValue)=FILE.")
    }
    (self.kind, self.file) = (kind, file)
  }
}
