extension LocatedJSON {
  /// The same value with others in the place of some texts; whatever is replaced keeps its place in the file.
  ///
  /// - Parameter replacement: what stands for a text, a text or an integer; nil where it stays as it is.
  public func replacingTexts(_ replacement: (LocatedJSON, String) -> JSONValue?) -> LocatedJSON {
    switch content {
    case .string(let text):
      switch replacement(self, text) {
      case .string(let other)?: holding(.string(other))
      case .integer(let number)?: holding(.integer(number))
      default: self
      }
    case .array(let items): holding(.array(items.map { $0.replacingTexts(replacement) }))
    case .object(let members):
      holding(
        .object(
          members.map {
            Member(key: $0.key, keyPlace: $0.keyPlace, value: $0.value.replacingTexts(replacement))
          }))
    default: self
    }
  }

  private func holding(_ content: Content) -> LocatedJSON {
    LocatedJSON(content: content, place: place, source: source)
  }
}
