import Foundation
import JSONSource

extension FileLoader {
  /// A JSON file with the places of its values; what is wrong with it is collected.
  ///
  /// - Parameter naming: the value of another file that names it; nil where a person did.
  public func json(_ path: String, naming: LocatedJSON? = nil) -> Loaded<LocatedJSON>? {
    let shown = shownPath(path)
    guard let data = FileManager.default.contents(atPath: path) else {
      reportMissing(path, naming: naming)
      return nil
    }
    let bytes = [UInt8](data)
    return JSONParser.parse(SourceFile(name: shown, bytes: bytes), into: diagnostics).map {
      Loaded(value: $0, bytes: bytes)
    }
  }

  /// Says that a file cannot be read: where it is named, and with the closest name beside it.
  func reportMissing(_ path: String, naming: LocatedJSON?) {
    let isThere = FileManager.default.fileExists(atPath: path)
    let message = isThere ? "\(shownPath(path)) cannot be read" : "there is no file \(shownPath(path))"
    let hint = Self.closest(to: path, naming: naming).map { "did you mean \"\($0)\"?" }
    if let naming {
      diagnostics.error(message, at: naming, hint: hint)
    } else {
      diagnostics.add(Diagnostic(severity: .error, message: message, hint: hint))
    }
  }

  /// The closest name in the folder of a path: neither its own nor that of the file that names it; without its ending
  /// where a fixture is named without.
  private static func closest(to path: String, naming: LocatedJSON?) -> String? {
    let own = URL(filePath: path).lastPathComponent
    let strange = [own, naming.map { URL(filePath: $0.place.file).lastPathComponent }]
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder(of: path))) ?? []
    let others = names.filter { $0.hasSuffix(".json") && !strange.contains($0) }.sorted()
    let closest = Suggestion.closest(to: own, among: others)
    let isBare = naming?.value.stringValue.map { !$0.hasSuffix(".json") } ?? false
    return isBare ? closest.map { String($0.dropLast(".json".count)) } : closest
  }

  /// The JSON files below a folder, in the order of their paths.
  func jsonFiles(below folder: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { folder + "/" + $0 }
  }

  /// A path as people know it: relative to the current folder or to the home where it lies below one of them.
  public func shownPath(_ path: String) -> String {
    for base in [FileManager.default.currentDirectoryPath, home.path] where path.hasPrefix(base + "/") {
      return String(path.dropFirst(base.count + 1))
    }
    return path
  }

  static func folder(of path: String) -> String { URL(filePath: path).deletingLastPathComponent().path }
}
