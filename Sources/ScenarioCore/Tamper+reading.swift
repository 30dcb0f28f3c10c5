import JSONSource

extension Reader where Value == Tamper {
  /// At least one of `state`, `code` and `error`.
  static var tamper: Reader<Tamper> {
    .wholeObject("a change of the way back") { fields in
      let tamper = Tamper(
        state: fields.optional("state", .oneOf(Tamper.State.self)),
        code: fields.optional("code", .oneOf(Tamper.Code.self)),
        error: fields.optional("error", .oneOf(Tamper.AuthorizationError.self)))
      guard fields.keys.contains(where: { ["state", "code", "error"].contains($0) }) else {
        fields.error("nothing is changed", hint: #"add "state", "code" or "error""#)
        return nil
      }
      return tamper
    }
  }
}
