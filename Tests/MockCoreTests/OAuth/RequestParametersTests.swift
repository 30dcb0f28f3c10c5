import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// The parameters of a request, in any of the three encodings.
struct RequestParametersTests {
  private func read(_ body: String, _ contentType: String?, query: [Parameter] = []) -> RequestParameters {
    var headers: HTTPFields = [:]
    headers[.contentType] = contentType
    return RequestParameters(
      Request(
        host: .login, method: "POST", path: "/oauth/token", query: query, headers: headers, body: Array(body.utf8)))
  }

  private static let expected = [Parameter("grant_type", "refresh_token"), Parameter("refresh_token", "a b+c&d")]

  @Test(arguments: [
    ("grant_type=refresh_token&refresh_token=a+b%2Bc%26d", "application/x-www-form-urlencoded"),
    ("grant_type=refresh_token&refresh_token=a%20b%2Bc%26d", nil),
    (#"{"grant_type": "refresh_token", "refresh_token": "a b+c&d"}"#, "application/json; charset=utf-8"),
    (
      """
      --XX\r\nContent-Disposition: form-data; name="grant_type"\r\n\r\nrefresh_token\r\n\
      --XX\r\nContent-Disposition: form-data; name="refresh_token"\r\n\r\na b+c&d\r\n--XX--\r\n
      """, "multipart/form-data; boundary=XX"
    ),
  ])
  func `the three encodings say the same`(body: String, contentType: String?) {
    let parameters = read(body, contentType)
    #expect(!parameters.isMalformed)
    #expect(parameters.all == Self.expected)
  }

  @Test(arguments: [
    (#"{"grant_type": "#, "application/json"), ("[1]", "application/json"), (#""text""#, "application/json"),
    ("--XX\r\n", "multipart/form-data; boundary=XX"), ("grant_type=x", "multipart/form-data"),
  ])
  func `a body that is not what it says is malformed`(body: String, contentType: String) {
    let parameters = read(body, contentType)
    #expect(parameters.isMalformed)
    #expect(parameters.all.isEmpty)
  }

  @Test func `bytes that are no UTF-8 are malformed`() {
    let request = Request(host: .login, method: "POST", path: "/oauth/token", body: [0x61, 0x3D, 0xFF])
    #expect(RequestParameters(request).isMalformed)
  }

  @Test func `no body at all is well-formed, whatever it says it is`() {
    #expect(!read("", "application/json").isMalformed)
    #expect(!read("", "multipart/form-data").isMalformed)
  }

  @Test func `an empty value counts as absent, and a value as present`() {
    let parameters = read("code=&state=x", nil)
    #expect(parameters["code"] == nil)
    #expect(parameters["state"] == "x")
  }

  @Test func `numbers of a JSON body read as text, and null as absent`() {
    let parameters = read(#"{"user": 598134326177405, "flag": true, "none": null}"#, "application/json")
    #expect(parameters["user"] == "598134326177405")
    #expect(parameters["flag"] == "true")
    #expect(parameters["none"] == nil)
  }

  @Test func `of two parameters with one name the later counts, and the body comes after the query`() {
    #expect(read("a=1&a=2", nil)["a"] == "2")
    #expect(read("a=2", nil, query: [Parameter("a", "1")])["a"] == "2")
  }
}

/// `multipart/form-data`.
struct MultipartFormTests {
  private func read(_ body: String, _ contentType: String = "multipart/form-data; boundary=XX") -> [Parameter]? {
    MultipartForm.parameters(of: Array(body.utf8), contentType: contentType)
  }

  private func part(_ name: String, _ value: String) -> String {
    "--XX\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
  }

  @Test func `fields are read in order`() {
    #expect(read(part("a", "1") + part("b", "2") + "--XX--\r\n") == [Parameter("a", "1"), Parameter("b", "2")])
  }

  @Test func `a boundary may be quoted, followed by a parameter, or written with another case of its name`() {
    let body = part("a", "1") + "--XX--"
    #expect(read(body, #"multipart/form-data; boundary="XX""#) == [Parameter("a", "1")])
    #expect(read(body, "multipart/form-data; boundary=XX; charset=utf-8") == [Parameter("a", "1")])
    #expect(read(body, "multipart/form-data; Boundary=XX") == [Parameter("a", "1")])
  }

  @Test func `a value keeps its own lines and empty ones, whichever way they end`() {
    let value = "1\r\n\r\n--X\n\n2"
    #expect(read(part("a", value) + part("b", "") + "--XX--") == [Parameter("a", value), Parameter("b", "")])
  }

  @Test func `line feeds alone end lines too`() {
    let body = (part("a", "1") + "--XX--").replacing("\r\n", with: "\n")
    #expect(read(body) == [Parameter("a", "1")])
  }

  @Test func `a field may be empty, and have more headers`() {
    let body = "--XX\r\nContent-Type: text/plain\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n\r\n--XX--"
    #expect(read(body) == [Parameter("a", "")])
  }

  @Test func `what stands before the first boundary does not count`() {
    #expect(read("preamble\r\n" + part("a", "1") + "--XX--") == [Parameter("a", "1")])
  }

  @Test func `a file's name is not the name of its field`() {
    let body = "--XX\r\nContent-Disposition: form-data; filename=\"f.txt\"; name=\"a\"\r\n\r\n1\r\n--XX--"
    #expect(read(body) == [Parameter("a", "1")])
  }

  @Test(arguments: [
    "", "--XX--", "--XX\r\n\r\n1\r\n--XX--", "--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n--XX--",
    "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n",
    "--YY\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--YY--",
  ])
  func `a body that is cut off, nameless or of another boundary is nothing`(body: String) {
    #expect(read(body) == nil)
  }

  @Test(arguments: ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\""])
  func `without a boundary there is nothing to read`(contentType: String) {
    #expect(read(part("a", "1") + "--XX--", contentType) == nil)
  }
}
