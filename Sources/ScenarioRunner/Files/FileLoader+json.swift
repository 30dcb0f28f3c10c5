import Foundation
import JSONSource

extension FileLoader {
  /// A JSON file with the places of its values; what is wrong with it is collected.
  public func json(_ path: String) -> Loaded<LocatedJSON>? {
    let shown = shownPath(path)
    guard let data = FileManager.default.contents(atPath: path) else {
      diagnostics.add(Diagnostic(missing: path, shown: shown))
      return nil
    }
    let bytes = [UInt8](data)
    return JSONParser.parse(SourceFile(name: shown, bytes: bytes), into: diagnostics).map {
      Loaded(value: $0, bytes: bytes)
    }
  }

  /// The JSON files below a folder, in the order of their paths.
  func jsonFiles(below folder: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { folder + "/" + $0 }
  }

  /// A path as people know it: relative to the current folder or to the home where it lies below one of them.
  func shownPath(_ path: String) -> String {
    for base in [FileManager.default.currentDirectoryPath, home.path] where path.hasPrefix(base + "/") {
      return String(path.dropFirst(base.count + 1))
    }
    return path
  }

  static func folder(of path: String) -> String { URL(filePath: path).deletingLastPathComponent().path }
}

extension Diagnostic {
  /// A file that is not there, with the closest name beside it.
  fileprivate init(missing path: String, shown: String) {
    let url = URL(filePath: path)
    let folder = url.deletingLastPathComponent().path
    let isThere = FileManager.default.fileExists(atPath: path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let closest = Suggestion.closest(to: url.lastPathComponent, among: names.filter { $0.hasSuffix(".json") }.sorted())
    self.init(
      severity: .error, message: isThere ? "\(shown) cannot be read" : "there is no file \(shown)", place: nil,
      excerpt: nil, hint: closest.map { "did you mean \"\($0)\"?" }, width: 1)
  }
}
