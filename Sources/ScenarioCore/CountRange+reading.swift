import JSONSource

extension Reader where Value == CountRange {
  /// An integer, or `{"min": 1, "max": 2}` with one bound or both.
  static var countRange: Reader<CountRange> {
    Reader { json, diagnostics in
      if case .object = json.content { return bounds.read(json, diagnostics) }
      let exact = Reader<Int>.count(in: 0...1_000_000).map { CountRange(min: $0, max: $0) }
      return exact.read(json, diagnostics)
    }
  }

  private static var bounds: Reader<CountRange> {
    .object("a count") { fields in
      let min = fields.optional("min", .count(in: 0...1_000_000))
      let max = fields.optional("max", .count(in: 0...1_000_000))
      if !fields.has("min") && !fields.has("max") {
        fields.error("the count has neither \"min\" nor \"max\"")
        return nil
      }
      if let min, let max, min > max {
        fields.error("no count is at least \(min) and at most \(max)")
        return nil
      }
      return CountRange(min: min ?? 0, max: max)
    }
  }
}

extension CountRange: CustomStringConvertible {
  /// The count in words: `exactly 2`, `at least 1`, `1 to 3`.
  public var description: String {
    switch (min, max) {
    case (let min, let max?) where min == max: "exactly \(min)"
    case (0, let max?): "at most \(max)"
    case (let min, let max?): "\(min) to \(max)"
    case (let min, nil): "at least \(min)"
    }
  }
}
