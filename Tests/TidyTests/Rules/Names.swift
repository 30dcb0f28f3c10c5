/// Types whose names say nothing, or mean something else here; a file's name counts as one.
func forbiddenNames(in source: SwiftText) -> [Finding] {
  let file = isForbidden(source.file.name) ? [source.file.finding(1, message(source.file.name))] : []
  return file
    + source.lines.flatMap { line in
      declaredTypes(line.code).filter(isForbidden).map { source.finding(line, message($0)) }
    }
}

/// The names after `struct`, `class`, `enum`, `actor`, `protocol` and `typealias`.
func declaredTypes(_ code: String) -> [String] {
  let words = code.split(separator: " ")
  return zip(words, words.dropFirst()).compactMap { keyword, next in
    guard ["struct", "class", "enum", "actor", "protocol", "typealias"].contains(keyword) else { return nil }
    let name = String(next.prefix(while: isPartOfName))
    return name.isEmpty || ["func", "var", "let", "subscript"].contains(name) ? nil : name
  }
}

private func isForbidden(_ name: String) -> Bool {
  let words = ["Environment", "Context", "Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Service"]
  return name == "Sandbox" || words.contains { name.hasSuffix($0) }
}

private func message(_ name: String) -> String {
  "\"\(name)\" is banned as a name, say what the thing is (Environment, Sandbox, Context, Manager, Helper, Util and "
    + "Service mean too much, or something of Procore's)"
}
