/// `multipart/form-data` (RFC 7578), as far as token requests use it: small text fields.
///
/// By bytes: to look for the borders of characters takes many times as long.
public enum MultipartForm {
  /// The fields of a body; nil when the boundary is missing or a part is malformed.
  public static func parameters(of body: [UInt8], contentType: String) -> [Parameter]? {
    guard let boundary = boundary(in: contentType), String(validating: body, as: UTF8.self) != nil else { return nil }
    let parts = pieces(of: body[...], between: Array("--".utf8) + Array(boundary.utf8))
    guard parts.count >= 3, parts[parts.count - 1].starts(with: "--".utf8) else { return nil }
    var parameters: [Parameter] = []
    for part in parts[1..<(parts.count - 1)] {
      guard let parameter = parameter(of: part) else { return nil }
      parameters.append(parameter)
    }
    return parameters
  }

  private static func boundary(in contentType: String) -> String? {
    guard let boundary = value(of: "boundary", in: contentType[...]), boundary.count <= 70 else { return nil }
    return boundary
  }

  /// The field of a part: headers, an empty line, and the value up to the line's end before the next boundary.
  private static func parameter(of part: ArraySlice<UInt8>) -> Parameter? {
    var name: String?
    var rest = part
    while let end = rest.firstIndex(of: lineFeed) {
      let line = withoutReturn(rest[..<end])
      rest = rest[(end + 1)...]
      // The first line is what is left of the boundary's.
      if line.isEmpty && end != part.firstIndex(of: lineFeed) {
        if rest.last == lineFeed { rest = withoutReturn(rest.dropLast()) }
        return name.map { Parameter($0, String(decoding: rest, as: UTF8.self)) }
      }
      let header = String(decoding: line, as: UTF8.self)
      if header.lowercased().hasPrefix("content-disposition:") { name = value(of: "name", in: header[...]) }
    }
    return nil
  }

  private static let lineFeed = UInt8(ascii: "\n")

  /// A line feed alone is taken for a line's end too: hand-written clients send it.
  private static func withoutReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }

  private static func pieces(of body: ArraySlice<UInt8>, between mark: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = body.startIndex
    var index = body.startIndex
    while let next = body[index...].firstIndex(of: mark[0]) {
      index = next + 1
      guard body[next...].starts(with: mark) else { continue }
      pieces.append(body[start..<next])
      start = next + mark.count
      index = start
    }
    return pieces + [body[start...]]
  }

  /// A parameter of a header's value, such as `name` in `form-data; name="code"`; quoted or not (RFC 9110 section
  /// 5.6.6).
  private static func value(of name: String, in header: Substring) -> String? {
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
