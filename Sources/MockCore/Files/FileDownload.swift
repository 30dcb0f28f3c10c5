import HTTPTypes
import JSONSource

/// What the host of files answers: it knows signed addresses, and refuses tokens beside them.
public enum FileDownload {
  /// Decides on a request to the host of files.
  public static func decide(_ request: Request, profile: Profile, now: Instant) -> Decision {
    let expiry = FileAddress.expiry(of: request)
    if request.headers[.authorization] != nil { return refused(.bearerRefused, profile) }
    guard request.decidedMethod == "GET", let expiry else { return refused(.addressUnsigned, profile) }
    guard now < expiry else { return refused(.addressExpired, profile) }
    return Decision(answer(request.path), because: .fileSent)
  }

  private static func refused(_ grounds: Grounds, _ profile: Profile) -> Decision {
    let refusal = profile.refusal(on: grounds, action: nil)
    guard let text = refusal.body.stringValue else {
      return Decision(.json(refusal.status, refusal.body), because: grounds)
    }
    return Decision(
      Answer(status: refusal.status, headers: [.contentType: "application/xml"], body: .json(text)), because: grounds)
  }

  /// A small file of the kind that the path ends in.
  private static func answer(_ path: String) -> Answer {
    let name = path.split(separator: "/").last.map(String.init) ?? "file"
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    let (type, bytes): (String, [UInt8]) =
      switch ending {
      case "pdf": ("application/pdf", Array(pdf.utf8))
      case "png": ("image/png", png)
      default: ("text/plain; charset=utf-8", Array("\(name)\n".utf8))
      }
    return Answer(status: 200, headers: [.contentType: type], body: .bytes(bytes))
  }

  /// An empty page.
  private static let pdf = """
    %PDF-1.4
    1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
    2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
    3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj
    trailer<</Root 1 0 R>>
    %%EOF

    """

  /// One transparent pixel.
  private static let png: [UInt8] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4, 0x89, 0x00, 0x00, 0x00, 0x0D, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x00, 0x01, 0x00, 0x00, 0x05, 0x00, 0x01, 0x0D, 0x0A, 0x2D, 0xB4, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
  ]
}
