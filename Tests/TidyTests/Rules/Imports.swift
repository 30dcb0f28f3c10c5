/// Imports that the table does not allow the file's target.
func forbiddenImports(in source: SwiftText) -> [Finding] {
  guard let target = source.target else { return [] }
  guard let row = TargetRow.row(of: target) else {
    return [source.file.finding(1, "target \"\(target)\" has no row in the table of targets, add what it may import")]
  }
  return source.lines.compactMap { line in
    guard let module = importedModule(line.code), !row.imports.contains(module) else { return nil }
    return source.finding(
      line, "\"import \(module)\" is banned in \(target), which may import \(row.imports.joined(separator: ", "))")
  }
}

/// `import struct Crypto.SHA256` imports Crypto.
func importedModule(_ code: String) -> String? {
  let words = code.split { $0 == " " || $0 == ";" }.drop { $0.hasPrefix("@") || accessLevels.contains(String($0)) }
  guard words.first == "import" else { return nil }
  let name = words.dropFirst().first { !importKinds.contains(String($0)) }
  return name.map { String($0.prefix(while: isPartOfName)) }
}

private let accessLevels = ["public", "package", "internal", "fileprivate", "private"]
private let importKinds = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
