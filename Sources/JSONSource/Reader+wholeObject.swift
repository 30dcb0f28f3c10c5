extension Reader {
  /// As `object`, for a body that asks for every key it knows even where a value could not be read: so the keys that
  /// nobody knows are told beside all other mistakes.
  public static func wholeObject(_ what: String, _ body: @escaping (Fields) -> Value?) -> Reader<Value> {
    Reader { json, diagnostics in
      Reader<Value?>.object(what) { .some(body($0)) }.read(json, diagnostics) ?? nil
    }
  }
}
