import HTTPTypes
import JSONSource

/// The parameters of a request, from its query and from its body in any of the three encodings Procore takes.
public struct RequestParameters: Sendable, Hashable {
  /// The parameters in order, those of the query first; of two with one name the later one counts, as in Rails.
  public var all: [Parameter]
  /// Whether the body could not be read in the encoding it claims.
  public var isMalformed: Bool
  private let countInQuery: Int

  /// Reads the query and the body of a request.
  public init(_ request: Request) {
    let body = Self.body(of: request)
    countInQuery = request.query.count
    all = request.query + (body ?? [])
    isMalformed = body == nil || all.count > RequestLimits.parameters
  }

  /// The parameters that came in the body.
  var ofBody: ArraySlice<Parameter> { all.dropFirst(countInQuery) }

  /// Whether a name is there, with or without a value.
  public func has(_ name: String) -> Bool { all.contains { $0.name == name } }

  /// The value of a name; nil when it is absent or empty, which Doorkeeper treats alike.
  public subscript(name: String) -> String? {
    guard let value = all.last(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
    return value
  }

  /// Whether a body says that it is JSON.
  static func isJSON(_ request: Request) -> Bool {
    request.headers.value(of: .contentType)?.lowercased().hasPrefix("application/json") == true
  }

  private static func body(of request: Request) -> [Parameter]? {
    guard !request.body.isEmpty else { return [] }
    let type = request.headers.value(of: .contentType)?.lowercased() ?? "application/x-www-form-urlencoded"
    if isJSON(request) { return json(request.body) }
    if type.hasPrefix("multipart/form-data") {
      return MultipartForm.parameters(of: request.body, contentType: request.headers[.contentType] ?? "")
    }
    guard let text = String(validating: request.body, as: UTF8.self) else { return nil }
    return FormEncoding.decodeStrictly(text)
  }

  private static func json(_ bytes: [UInt8]) -> [Parameter]? {
    guard let object = JSONParser.parse(bytes)?.objectValue else { return nil }
    return object.compactMap { member in
      member.value.isNull ? nil : Parameter(member.key, member.value.stringValue ?? member.value.encoded())
    }
  }
}
