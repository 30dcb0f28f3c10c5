/// Addresses of files, which another host serves: each is signed, good for an hour, and needs no token (Procore, secure
/// file access; the form is that of Amazon S3). One of Procore's own addresses needs the token, and leads to a signed
/// one.
public enum FileAddress {
  /// What stands in a record for the host that serves its files.
  public static let mark = "${files.baseURL}"
  /// What stands in a record for the API, which leads to that host.
  static let protectedMark = "${api.baseURL}"

  /// Whether addresses of files stand in a record's JSON.
  static func stands(in json: String) -> Bool {
    // Nearly no record has the character at all.
    json.utf8.contains(UInt8(ascii: "$")) && (json.contains(mark) || json.contains(protectedMark))
  }

  /// JSON text with the addresses of files as an answer to a call shows them.
  static func shown(in json: String, _ call: Call, now: Instant) -> String {
    signing(json.replacing(protectedMark, with: call.baseURL), baseURL: call.filesURL, now: now)
  }

  /// Leads whoever has a token on to the signed address of a file, to which the token must not go along.
  static func redirect(_ permit: Permit, _ call: Call, now: Instant) -> Decision {
    let path = permit.route.template.segments.compactMap { segment -> String? in
      guard case .name(let name) = segment else { return nil }
      return permit.route.values[name].map { "/" + $0 }
    }.joined()
    let address = call.filesURL + path + "?" + FormEncoding.encode(signature(of: path, at: now))
    return Decision(.redirect(to: address), because: .granted, about: permit.about)
  }

  /// How long an address is good; Procore says only that addresses change.
  static let lifetime: Duration = .seconds(3600)

  /// JSON text in which every address is signed anew, as an answer shows it.
  static func signing(_ json: String, baseURL: String, now: Instant) -> String {
    var signed = ""
    var rest = json[...]
    while let found = rest.firstRange(of: mark) {
      let end = rest[found.upperBound...].firstIndex(of: "\"") ?? rest.endIndex
      let path = String(rest[found.upperBound..<end])
      signed += rest[..<found.lowerBound] + baseURL + path + (path.contains("?") ? "&" : "?")
      signed += FormEncoding.encode(signature(of: path, at: now))
      rest = rest[end...]
    }
    return signed + rest
  }

  /// The parameters that sign a path.
  private static func signature(of path: String, at moment: Instant) -> [Parameter] {
    let date = compact(moment)
    return [
      Parameter("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), Parameter("X-Amz-Date", date),
      Parameter("X-Amz-Expires", String(lifetime.wholeSeconds)),
      Parameter("X-Amz-Signature", digest(path, date, String(lifetime.wholeSeconds))),
    ]
  }

  /// Whether an address is signed, and until when it is good; nil where it is not signed by this mock.
  static func expiry(of request: Request) -> Instant? {
    guard let date = request.queryValue("X-Amz-Date"), let expires = request.queryValue("X-Amz-Expires"),
      let seconds = Int64(expires), (1...604_800).contains(seconds), let begin = moment(compact: date),
      request.queryValue("X-Amz-Signature") == digest(request.path, date, expires)
    else { return nil }
    return begin + .seconds(seconds)
  }

  /// `20261123T120000Z`.
  private static func compact(_ moment: Instant) -> String {
    moment.rfc3339.replacing("-", with: "").replacing(":", with: "")
  }

  private static func moment(compact text: String) -> Instant? {
    let digits = Array(text)
    guard digits.count == 16 else { return nil }
    func piece(_ range: Range<Int>) -> String { String(digits[range]) }
    let date = "\(piece(0..<4))-\(piece(4..<6))-\(piece(6..<8))"
    return Instant(rfc3339: "\(date)T\(piece(9..<11)):\(piece(11..<13)):\(piece(13..<15))Z")
  }

  /// 64 hexadecimal digits that follow from the texts. Nothing here protects anything real.
  private static func digest(_ texts: String...) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in texts.joined(separator: "\n").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var ids = IDSource(seed: hash)
    return ids.hex(64)
  }
}
