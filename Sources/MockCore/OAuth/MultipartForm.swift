/// `multipart/form-data` (RFC 7578), as far as token requests use it: small text fields.
public enum MultipartForm {
  /// The fields of a body; nil when the boundary is missing or a part is malformed.
  public static func parameters(of body: [UInt8], contentType: String) -> [Parameter]? {
    guard let boundary = boundary(in: contentType), let text = String(validating: body, as: UTF8.self) else {
      return nil
    }
    var parameters: [Parameter] = []
    // A line feed alone is taken for a line's end too: hand-written clients send it.
    let parts = text.replacing("\r\n", with: "\n").split(separator: "--" + boundary, omittingEmptySubsequences: false)
    guard parts.count >= 3, parts.last?.hasPrefix("--") == true else { return nil }
    for part in parts.dropFirst().dropLast() {
      guard let blank = part.firstRange(of: "\n\n"), let name = fieldName(in: part[..<blank.lowerBound]) else {
        return nil
      }
      var value = part[blank.upperBound...]
      if value.hasSuffix("\n") { value = value.dropLast() }
      parameters.append(Parameter(name, String(value)))
    }
    return parameters
  }

  private static func boundary(in contentType: String) -> String? {
    guard let boundary = parameter("boundary", of: contentType[...]), boundary.count <= 70 else { return nil }
    return boundary
  }

  private static func fieldName(in headers: Substring) -> String? {
    let disposition = headers.split(separator: "\n").first { $0.lowercased().hasPrefix("content-disposition:") }
    return disposition.flatMap { parameter("name", of: $0) }
  }

  /// A parameter of a header's value, such as `name` in `form-data; name="code"`; quoted or not (RFC 9110 section
  /// 5.6.6).
  private static func parameter(_ name: String, of header: Substring) -> String? {
    for piece in header.split(separator: ";").dropFirst() {
      let halves = piece.split(separator: "=", maxSplits: 1)
      guard halves.count == 2, halves[0].drop(while: \.isWhitespace).lowercased() == name else { continue }
      let value =
        halves[1].hasPrefix("\"") ? halves[1].dropFirst().prefix { $0 != "\"" } : halves[1].prefix { !$0.isWhitespace }
      return value.isEmpty ? nil : String(value)
    }
    return nil
  }
}
