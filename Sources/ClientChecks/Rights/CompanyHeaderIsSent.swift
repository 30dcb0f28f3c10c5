import MockCore
import ScenarioCore

extension Check {
  static let companyHeader = Check(
    "rights/company-header",
    promise: "Every call names its company in `Procore-Company-Id`, and the right one.",
    what: """
      The header on all calls to known endpoints but `/me`, `/companies` and addresses of files, and that it names the \
      company of the path or of the query.
      """,
    why: """
      Procore finds the region of a company by this header. Without it the same call works for one customer and is \
      answered with an error for another.
      """,
    fix: """
      Set the header where requests are built, from the company of the project at hand, and not once for all when the \
      connector starts.
      """,
    advice: "Send `Procore-Company-Id` with each call, from the company that the call is about.",
    clauses: ["Procore Multiple Procore Regions guide"]
  ) { history in
    let calls = history.apiCalls.filter(\.needsCompanyHeader)
    guard !calls.isEmpty else { return .notExercised("No call was made that needs the header.") }
    return .from(
      Observation.grouped(calls.filter { $0.companyHeaderMistake != nil }) { call in
        "\(call.title) \(call.companyHeaderMistake ?? "")"
      })
  }
}

extension Exchange {
  /// The company that the header names, as it was written.
  var companyHeader: String? { header("Procore-Company-Id") }

  /// Whether the call belongs to a company: all known endpoints but `/me`, the list of companies and files.
  var needsCompanyHeader: Bool {
    guard isAPI else { return false }
    if grounds == .companyHeaderMissing || grounds == .companyHeaderDiffers { return true }
    let segments = path.split(separator: "/")
    let isExempt = segments.count == 3 && (segments[2] == "me" || segments[2] == "companies")
    return operation != nil && operation != "files.download" && !isExempt
  }

  /// What is wrong with the header, as the end of a sentence; nil where nothing is.
  var companyHeaderMistake: String? {
    guard let header = companyHeader?.filter({ !$0.isWhitespace }), !header.isEmpty else {
      return "was called without `Procore-Company-Id`."
    }
    if let asked = companyOfAddress, asked != header {
      return "was called for company \(asked) with `Procore-Company-Id: \(header)`."
    }
    guard grounds == .companyHeaderDiffers else { return nil }
    return "was called with `Procore-Company-Id: \(header)`, which contradicts the rest of the request."
  }

  /// The company that the path names, or else the query.
  private var companyOfAddress: String? {
    let segments = path.split(separator: "/").map(String.init)
    let named = zip(segments, segments.dropFirst()).first { $0 == "companies" && Int64($1) != nil }?.1
    return named ?? query.first { $0.name == "company_id" && Int64($0.value) != nil }?.value
  }
}
