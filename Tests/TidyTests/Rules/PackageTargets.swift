import Foundation

/// A target as Package.swift declares it.
struct PackageTarget: Equatable {
  let name: String
  let isTest: Bool
  /// Names of targets and of products.
  let dependencies: [String]
  let line: Int
}

/// The targets of a package description, whose products of other packages are named by `let` at its top.
func packageTargets(in package: TextFile) -> [PackageTarget] {
  let products = productNames(package)
  return [".target(", ".executableTarget(", ".systemLibrary(", ".testTarget("].flatMap { call in
    package.text.ranges(of: call).compactMap { range in
      let body = upToMatch(package.text[range.upperBound...], open: "(", close: ")")
      guard let name = quoted(after("name:", body)).first else { return nil }
      let list = upToMatch(after("dependencies: [", body), open: "[", close: "]")
      let named = list.split { !isPartOfName($0) }.compactMap { products[String($0)] }
      return PackageTarget(
        name: name, isTest: call == ".testTarget(", dependencies: quoted(list) + named,
        line: package.text[..<range.lowerBound].count { $0 == "\n" } + 1)
    }
  }
}

/// What the table of targets does not allow, or does not know, and what it knows and nobody declares.
func forbiddenDependencies(in package: TextFile) -> [Finding] {
  let targets = packageTargets(in: package).filter { !$0.isTest }
  let names = targets.map(\.name)
  let undeclared = TargetRow.table.filter { !names.contains($0.name) }.map {
    package.finding(1, "the table of targets has a row for \"\($0.name)\", which no target declares")
  }
  return undeclared + targets.flatMap { target in forbiddenDependencies(of: target, in: package) }
}

private func forbiddenDependencies(of target: PackageTarget, in package: TextFile) -> [Finding] {
  guard let row = TargetRow.row(of: target.name) else {
    return [package.finding(target.line, "target \"\(target.name)\" has no row in the table of targets")]
  }
  return target.dependencies.filter { !row.imports.contains($0) }.map { name in
    let backwards = row.kind == .deciding && TargetRow.row(of: name)?.kind == .doing
    let why = backwards ? "a deciding target depends on no doing one" : "the table of targets does not allow it"
    return package.finding(target.line, "\"\(target.name)\" depends on \"\(name)\": \(why)")
  }
}

/// The names along one cycle of a graph, its first name repeated at the end; nil where there is none.
func cycle(in graph: [String: [String]]) -> [String]? {
  func walk(_ name: String, _ path: [String]) -> [String]? {
    if let start = path.firstIndex(of: name) { return Array(path[start...]) + [name] }
    return graph[name, default: []].lazy.compactMap { walk($0, path + [name]) }.first
  }
  return graph.keys.sorted().lazy.compactMap { walk($0, []) }.first
}

private func productNames(_ package: TextFile) -> [String: String] {
  let pairs = package.lines.compactMap { line -> (String, String)? in
    guard line.hasPrefix("let "), line.contains(".product("), let product = quoted(line).first else { return nil }
    return (String(line.dropFirst(4).prefix(while: isPartOfName)), product)
  }
  return Dictionary(pairs) { first, _ in first }
}

private func after(_ text: String, _ rest: Substring) -> Substring {
  rest.range(of: text).map { rest[$0.upperBound...] } ?? ""
}

private func quoted(_ text: Substring) -> [String] {
  text.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    .filter { $0.offset % 2 == 1 }.map { String($0.element) }
}

/// What stands before the bracket that closes the one before `text`.
private func upToMatch(_ text: Substring, open: Character, close: Character) -> Substring {
  var depth = 1
  return text.prefix { character in
    if character == open { depth += 1 }
    if character == close { depth -= 1 }
    return depth > 0
  }
}
