extension Manners.DateWindow {
  /// The days that a request asks for; nil where it asks for none.
  func asked(_ request: Request) -> RecordQuery.Span? {
    if let day = request.queryValue("log_date") { return RecordQuery.Span(first: day, last: day) }
    let first = request.queryValue("start_date")
    let last = request.queryValue("end_date")
    guard first != nil || last != nil else { return request.queryValue("filters[\(field)]").flatMap(Filters.span) }
    return RecordQuery.Span(first: first ?? "", last: last ?? "")
  }

  /// The condition that a list has by its days; nil where all are shown.
  func condition(_ request: Request, now: Instant) -> RecordQuery.Condition? {
    let today = Day.text(of: now)
    let standard = standard == .today ? RecordQuery.Span(first: today, last: today) : nil
    return (asked(request) ?? standard).map { RecordQuery.Condition(field: field, values: [], range: $0) }
  }

  /// Why the days of a request are refused, if they are.
  func refusal(of request: Request) -> (grounds: Grounds, message: String)? {
    if let single = request.queryValue("filters[\(field)]"), Filters.span(single) == nil {
      return (.filterInvalid, "\(field) must be a range")
    }
    let days = asked(request)
    if standard == .required && (days?.first.isEmpty ?? true || days?.last.isEmpty ?? true) {
      return (.datesMissing, "Start/End Date required")
    }
    guard let most, let days, let first = Day.number(of: days.first), let last = Day.number(of: days.last) else {
      return nil
    }
    return last - first > Int64(most) ? (.filterInvalid, "\(field) must be a range of at most \(most) days") : nil
  }
}
