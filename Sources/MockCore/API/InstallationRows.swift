import JSONSource

/// The installation of the app that calls, in the company that it is asked about (Procore, app installations).
enum InstallationRows {
  /// The collection that is answered here.
  static let collection = "app_installations"

  /// The one row, if the app is or was installed there.
  static func rows(_ permit: Permit, _ directory: Directory) -> [DirectoryRows.Row] {
    guard let company = permit.company, let status = directory.status(of: permit.client, in: company) else { return [] }
    return [DirectoryRows.Row(id: company, json: json(company, status, permit, directory))]
  }

  /// An installation; its id is that of its company, since an app is in each at most once.
  static func json(
    _ company: Int64, _ status: InstallationStatus, _ permit: Permit, _ directory: Directory
  ) -> JSONValue {
    var row: JSONObject = [
      "id": .integer(company), "app_uid": .string(permit.client),
      "company": ["id": .integer(company), "name": .string(directory.company(company)?.name ?? "")],
      "status": .string(status.rawValue),
    ]
    for member in permit.route.operation.defaults { row[member.key] = member.value }
    return .object(row)
  }
}
