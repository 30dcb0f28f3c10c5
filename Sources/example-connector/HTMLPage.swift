import Hummingbird

/// A page for the user's browser.
struct HTMLPage {
  let title: String
  let text: String
  var link: (address: String, label: String)?

  func response(_ status: HTTPResponse.Status) -> Response {
    let anchor = link.map { "<p><a href=\"\(Self.escaped($0.address))\">\(Self.escaped($0.label))</a></p>" } ?? ""
    let html = """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>\(Self.escaped(title))</title>
      <h1>\(Self.escaped(title))</h1><p>\(Self.escaped(text))</p>\(anchor)</html>

      """
    var response = Response(status: status, body: .init(byteBuffer: ByteBuffer(string: html)))
    response.headers[.contentType] = "text/html; charset=utf-8"
    response.headers[.cacheControl] = "no-store"
    // The address of the callback page holds the code: it does not travel on.
    if let name = HTTPFields.Element.Name("Referrer-Policy") { response.headers[name] = "no-referrer" }
    return response
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
  }
}
