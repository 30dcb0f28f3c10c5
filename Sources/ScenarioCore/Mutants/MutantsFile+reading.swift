import JSONSource
import MockCore

extension MutantsFile {
  /// Reads a file of mutants; one without a defect is an error.
  public static var reader: Reader<MutantsFile> {
    .wholeObject("a file of mutants") { fields in
      _ = fields.required("format", .formatVersion)
      let connectors = fields.required("connectors", .nonEmptyArray(of: .nonEmptyString))
      let defects = fields.required("defects", MutantList.reader)
      let variations = fields.optional("variations", MutantList.reader, default: MutantList())
      guard let connectors, let defects else { return nil }
      reportRepeated(fields)
      return MutantsFile(connectors: connectors, defects: defects, variations: variations)
    }
  }

  private static func reportRepeated(_ fields: Fields) {
    let items = ["defects", "variations"].flatMap { fields.json[$0]?["list"]?.items ?? [] }
    var first: [String: LocatedJSON] = [:]
    for name in items.compactMap({ $0["name"] }) {
      guard let text = name.value.stringValue else { continue }
      if let earlier = first[text] {
        fields.diagnostics.error(
          "there are two mutants \"\(text)\"", at: name, hint: "the other one stands in line \(earlier.place.line)")
      } else {
        first[text] = name
      }
    }
  }
}

extension MutantList {
  static var reader: Reader<MutantList> {
    .wholeObject("a list of mutants") { fields in
      let option = fields.optional("option", .nonEmptyString)
      let variable = fields.optional("variable", .nonEmptyString)
      let list = fields.required("list", .nonEmptyArray(of: Mutant.reader))
      if fields.has("option") == fields.has("variable") {
        fields.error(
          "expected exactly one of \"option\" and \"variable\"",
          hint: "it says how the connector learns which mutant it is")
      }
      return list.map { MutantList(option: option, variable: variable, list: $0) }
    }
  }
}

extension Mutant {
  static var reader: Reader<Mutant> {
    .wholeObject("a mutant") { fields in
      let name = fields.required("name", .nonEmptyString)
      let what = fields.required("what", .nonEmptyString)
      let scenarios = fields.optional("scenarios", .array(of: .nonEmptyString), default: [])
      guard let name, let what else { return nil }
      return Mutant(name: name, what: what, scenarios: scenarios)
    }
  }
}
