import JSONSource

extension Reader where Value == Fault {
  /// A fault: its name, which calls it hits, and what becomes of their answers.
  ///
  /// An `action` under `on` is allowed and left to the caller, who knows whether actions run.
  public static func fault(knowing names: MatchVocabulary) -> Reader<Fault> {
    .wholeObject("a fault") { fields in
      let name = fields.required("name", .nonEmptyString)
      let match = fields.required("on", .call(knowing: names))
      let reply = fields.required("reply", .faultReply)
      let times = fields.optional("times", .count(in: 1...1_000_000), default: 1)
      let skip = fields.optional("skip", .count(in: 0...1_000_000), default: 0)
      guard let name, let match, let reply else { return nil }
      return Fault(name: name, match: match, reply: reply, skip: skip, times: times)
    }
  }
}
