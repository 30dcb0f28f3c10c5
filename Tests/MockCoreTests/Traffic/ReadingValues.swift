import JSONSource

/// What a reader makes of a text, and what it says about it: `message; hint`.
func reading<Value>(_ reader: Reader<Value>, _ text: String) -> (value: Value?, messages: [String]) {
  let diagnostics = Diagnostics()
  let value = reader.parse(SourceFile(name: "test.json", text: text), into: diagnostics)
  return (value, diagnostics.all.map { [$0.message, $0.hint].compactMap { $0 }.joined(separator: "; ") })
}
