import JSONSource

extension Waiver {
  /// Reads a file of waivers.
  public static var listReader: Reader<[Waiver]> {
    .object("waivers") { fields in
      fields.readFormat()
      return fields.required("waivers", .array(of: reader))
    }
  }

  private static var reader: Reader<Waiver> {
    .object("a waiver") { fields in
      let target = readTarget(fields)
      let scenario = fields.required("scenario", .scenarioPattern)
      let owner = fields.required("owner", .nonEmptyString)
      let reason = fields.required("reason", .nonEmptyString)
      let expires = fields.required("expires", .calendarDate)
      guard let target, let scenario, let owner, let reason, let expires else { return nil }
      let everywhere = scenario.text == "*"
      return Waiver(
        target: target, scenario: everywhere ? nil : scenario, owner: owner, reason: reason, expires: expires)
    }
  }

  private static func readTarget(_ fields: Fields) -> Target? {
    let check = fields.optional("check", .nonEmptyString)
    let expectation = fields.optional("expectation", .nonEmptyString)
    guard fields.has("check") != fields.has("expectation") else {
      let hint = #""check" names a check; "expectation" names an expectation of a scenario by its id"#
      fields.error(#"a waiver names either a "check" or an "expectation""#, hint: hint)
      return nil
    }
    return check.map(Target.check) ?? expectation.map(Target.expectation)
  }
}

extension Reader where Value == CalendarDate {
  /// A day of the calendar.
  static var calendarDate: Reader<CalendarDate> {
    Reader<String>.string.compactMap(expected: #"a day such as "2027-01-31""#) { CalendarDate($0) }
  }
}
