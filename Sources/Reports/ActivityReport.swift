import ScenarioCore

/// What a connector asked of the REST API, in the columns of Procore's own export.
public enum ActivityReport {
  /// The table as comma-separated values (RFC 4180), with a heading line.
  public static func text(of activity: Activity) -> String {
    let lines = activity.rows.map { row in
      [row.date, "\(row.responseCode)", field(row.method), field(row.route), "\(row.count)"].joined(separator: ",")
    }
    return (["Date,Response Code,HTTP Method,Normalized Route,Count"] + lines).map { $0 + "\r\n" }.joined()
  }

  private static func field(_ text: String) -> String {
    let line = PrintableText.line(text)
    // What begins with one of these would be a formula in a spreadsheet.
    let safe = line.first.map { "=+-@".contains($0) } ?? false ? "'" + line : line
    return safe.contains { ",\"".contains($0) } ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
  }
}
