import JSONSource

extension Profile {
  /// The profile with some knobs turned; what they do not name stays.
  ///
  /// - Parameter knobs: as ``JSONSource/Reader/profileKnobs`` read them; what is no knob is passed over.
  public func turning(_ knobs: JSONValue) -> Profile {
    let diagnostics = Diagnostics()
    let file = SourceFile(name: "profile", text: knobs.encoded())
    let turned = JSONParser.parse(file, into: diagnostics).flatMap {
      Reader<Profile>.knobs(over: self).read($0, diagnostics)
    }
    return turned ?? self
  }
}

extension Reader where Value == Profile {
  /// An object of knobs alone, without the frame of a file.
  fileprivate static func knobs(over base: Profile) -> Reader<Profile> {
    .object("knobs of a profile") { fields in
      var profile = base
      profile.readTokens(fields)
      profile.readAuthorization(fields)
      profile.readAPI(fields)
      if fields.keys.allSatisfy({ $0 == "note" }) {
        fields.error("no knob is turned", hint: #"write for instance {"refreshRotation": "none"}"#)
      }
      return profile
    }
  }
}

extension Reader where Value == JSONValue {
  /// At least one knob of a profile, checked as in a profile file, to be turned while a mock runs.
  public static var profileKnobs: Reader<JSONValue> {
    Reader { json, diagnostics in
      Reader<Profile>.knobs(over: Profile()).read(json, diagnostics).map { _ in json.value }
    }
  }
}
