import Foundation
import HTTPTypes
import JSONSource
import Testing

@testable import MockCore

/// The record of a request: everything that was sent, and no secret of it.
struct RecordExchangeTests {
  private static let access = "eyJ0eXAiOiJKV1QifQ.eyJhaWQiOiJhYmMifQ.c2lnbmF0dXJlLW9m_dG9rZW4-1"
  private static let refresh = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
  private static let code = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
  private static let secret = "5ec2e7-5ec2e7-5ec2e7"
  private static let secrets = [
    access: "access#1", refresh: "refresh#1", code: "code#1", secret: "client-secret",
  ]

  private let recorder = RecordExchange { Self.secrets[$0] }

  private func record(
    _ method: String = "POST", _ path: String = "/oauth/token", query: [Parameter] = [], headers: HTTPFields = [:],
    body: String = ""
  ) -> Exchange {
    let request = Request(
      host: .login, method: method, path: path, query: query, headers: headers, body: Array(body.utf8))
    return recorder.undecided(
      request, RequestParameters(request), operation: "oauth.refresh", route: nil, at: TestWorld.now)
  }

  private func answered(_ answer: Answer, about: Particulars = Particulars()) -> Exchange {
    recorder.decided(record(), Decision(answer, because: .granted, about: about), fault: nil)
  }

  /// The whole exchange as it is kept.
  private func text(_ exchange: Exchange) throws -> String {
    String(decoding: try JSONEncoder().encode(exchange), as: UTF8.self)
  }

  private func expectNoSecret(_ exchange: Exchange, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let text = try text(exchange)
    for secret in Self.secrets.keys { #expect(!text.contains(secret), sourceLocation: sourceLocation) }
  }

  // MARK: Bodies

  @Test func `a form keeps its names, and its secrets become readable marks`() throws {
    let body = "grant_type=refresh_token&client_secret=\(Self.secret)&refresh_token=\(Self.refresh)&x=a+b"
    let exchange = record(headers: [.contentType: "application/x-www-form-urlencoded"], body: body)
    #expect(
      exchange.requestBody
        == "grant_type=refresh_token&client_secret=⟨client-secret⟩&refresh_token=⟨refresh#1⟩&x=a%20b")
    #expect(exchange.presented == "refresh#1")
    try expectNoSecret(exchange)
  }

  @Test func `a JSON body stays JSON, however deep its secrets lie`() throws {
    let body = #"{"code": "\#(Self.code)", "a": [{"client_secret": "\#(Self.secret)"}, "\#(Self.access)"], "n": 1}"#
    let exchange = record(headers: [.contentType: "application/json"], body: body)
    #expect(
      exchange.requestBody == #"{"code":"⟨code#1⟩","a":[{"client_secret":"⟨client-secret⟩"},"⟨access#1⟩"],"n":1}"#)
    #expect(exchange.presented == "code#1")
    try expectNoSecret(exchange)
  }

  @Test func `a multipart body is kept as a form`() throws {
    let part = "--XX\r\nContent-Disposition: form-data; name=\"refresh_token\"\r\n\r\n\(Self.refresh)\r\n--XX--"
    let exchange = record(headers: [.contentType: "multipart/form-data; boundary=XX"], body: part)
    #expect(exchange.requestBody == "refresh_token=⟨refresh#1⟩")
    try expectNoSecret(exchange)
  }

  @Test(arguments: [nil, "text/json", "application/vnd.api+json", "text/plain", "application/x-www-form-urlencoded"])
  func `a body that says another type than it is hides its secrets too`(type: String?) throws {
    var headers: HTTPFields = [:]
    headers[.contentType] = type
    let json = record(headers: headers, body: #"{"refresh_token": "\#(Self.refresh)", "client_secret": "short"}"#)
    try expectNoSecret(json)
    #expect(json.requestBody?.contains("short") == false)
    try expectNoSecret(record(headers: headers, body: "refresh_token=\(Self.refresh)&client_secret=\(Self.secret)"))
  }

  @Test func `a body that cannot be read hides its secrets too`() throws {
    let json = record(headers: [.contentType: "application/json"], body: #"{"refresh_token": "\#(Self.refresh)", "#)
    #expect(json.requestBody == #"{"refresh_token": "⟨refresh#1⟩", "#)
    let multipart = record(headers: [.contentType: "multipart/form-data"], body: "--X\r\n\r\n\(Self.refresh)")
    try expectNoSecret(multipart)
  }

  @Test func `a body without secrets is kept as it is`() {
    let text = record(headers: [.contentType: "text/plain"], body: "a = b\nc")
    #expect(text.requestBody == "a = b\nc")
    #expect(record().requestBody == nil)
  }

  // MARK: Addresses and headers

  @Test func `secrets in an address are named, in its path, its query, and a name of it`() throws {
    let exchange = record(
      "GET", "/oauth/authorize/\(Self.code)",
      query: [
        Parameter("access_token", Self.access), Parameter("x", "Bearer \(Self.access)"), Parameter(Self.refresh, ""),
      ])
    #expect(exchange.path == "/oauth/authorize/⟨code#1⟩")
    #expect(
      exchange.query == [
        Parameter("access_token", "⟨access#1⟩"), Parameter("x", "Bearer ⟨access#1⟩"), Parameter("⟨refresh#1⟩", ""),
      ])
    try expectNoSecret(exchange)
  }

  @Test func `headers keep their scheme and lose their secret`() throws {
    var headers: HTTPFields = [.authorization: "Bearer \(Self.access)", .cookie: "_session_id=5e55"]
    headers[.referer] = "http://localhost/cb?code=\(Self.code)&state=abc"
    let custom = try #require(HTTPField.Name("X-Debug"))
    headers[custom] = "token is \(Self.refresh), code_\(Self.code)."
    let exchange = record(headers: headers)
    #expect(exchange.requestHeaders[.authorization] == "Bearer ⟨access#1⟩")
    #expect(exchange.requestHeaders[.cookie] == "⟨session⟩")
    #expect(exchange.requestHeaders[.referer] == "http://localhost/cb?code=⟨code#1⟩&state=abc")
    #expect(exchange.requestHeaders[custom] == "token is ⟨refresh#1⟩, code_⟨code#1⟩.")
    #expect(exchange.presented == "access#1")
    try expectNoSecret(exchange)
  }

  @Test func `a token that a browser carries is named in the address`() throws {
    let tokens = TokenAnswer(
      claims: nil, accessTokenID: Self.access, tokenType: "bearer", expiresIn: 60, refreshToken: nil, createdAt: 0)
    var answer = Answer.redirect(to: "http://localhost/cb?code=\(Self.code)")
    answer.body = .fragment(tokens, [Parameter("state", "a b"), Parameter("x", Self.refresh)])
    var about = Particulars()
    about.issued = ["access#12"]
    let exchange = answered(answer, about: about)
    #expect(
      exchange.answerHeaders[.location]
        == "http://localhost/cb?code=⟨code#1⟩#access_token=⟨access#12⟩&token_type=bearer&expires_in=60"
        + "&state=a%20b&x=⟨refresh#1⟩")
    #expect(exchange.answerBody == nil)
    try expectNoSecret(exchange)
  }

  @Test func `a Basic header hides the client secret in whatever encoding`() throws {
    let credentials = Data("app:\(Self.secret)".utf8).base64EncodedString()
    let exchange = record(headers: [.authorization: "Basic \(credentials)"])
    #expect(exchange.requestHeaders[.authorization] == "Basic ⟨client-secret⟩")
    #expect(try !text(exchange).contains(credentials))
  }

  @Test func `an unknown token is a token all the same`() {
    #expect(
      record(headers: [.authorization: "Bearer abcabcabcabcabcabc"]).requestHeaders[.authorization]
        == "Bearer ⟨unknown⟩")
    let exchange = record(body: "refresh_token=abcabcabcabcabcabc&client_secret=x&session%5Bpassword%5D=y")
    #expect(
      exchange.requestBody == "refresh_token=⟨unknown⟩&client_secret=⟨client-secret⟩&session%5Bpassword%5D=⟨password⟩")
    #expect(exchange.presented == nil)
  }

  @Test func `a code that never was one stays to be seen`() {
    #expect(record(body: "code=undefined").requestBody == "code=undefined")
    #expect(record(body: "code=").requestBody == "code=")
  }

  @Test func `the address that a login form leads back to keeps its shape`() throws {
    let exchange = record(
      body: FormEncoding.encode([Parameter("return_to", "/oauth/authorize?state=\(Self.code)&client_id=c")]))
    try expectNoSecret(exchange)
    #expect(exchange.requestBody?.contains("⟨code#1⟩") == true)
  }

  // MARK: Answers

  @Test func `an answer that issues tokens names them`() throws {
    var about = Particulars()
    about.issued = ["access#1", "refresh#1"]
    let tokens = TokenAnswer(
      claims: nil, accessTokenID: Self.access, tokenType: "bearer", expiresIn: 5400, refreshToken: Self.refresh,
      createdAt: 1)
    let exchange = answered(Answer(status: 200, body: .tokens(tokens)), about: about)
    #expect(
      exchange.answerBody
        == """
        {"access_token":"⟨access#1⟩","token_type":"bearer","expires_in":5400,"refresh_token":"⟨refresh#1⟩",\
        "created_at":1}
        """
    )
    #expect(exchange.issued == ["access#1", "refresh#1"])
  }

  @Test func `an answer that keeps the refresh token names the one presented`() {
    var about = Particulars()
    about.issued = ["access#2"]
    about.presented = "refresh#1"
    let tokens = TokenAnswer(
      claims: nil, accessTokenID: "x", tokenType: "bearer", expiresIn: 1, refreshToken: Self.refresh, createdAt: 1)
    #expect(
      answered(Answer(status: 200, body: .tokens(tokens)), about: about).answerBody?.contains("⟨refresh#1⟩") == true)
  }

  @Test func `a redirect hides the code and shows the state`() throws {
    let exchange = answered(.redirect(to: "http://localhost/cb?code=\(Self.code)&state=a%20b"))
    #expect(exchange.answerHeaders[.location] == "http://localhost/cb?code=⟨code#1⟩&state=a%20b")
    try expectNoSecret(exchange)
  }

  @Test func `an answer that repeats what was sent hides the secret in it`() throws {
    let exchange = answered(.json(201, ["id": 598_134_326_190_001, "subject": .string("my token \(Self.access)")]))
    #expect(exchange.answerBody == #"{"id":598134326190001,"subject":"my token ⟨access#1⟩"}"#)
    try expectNoSecret(exchange)
  }

  @Test func `a page is kept by its name, and a cookie not at all`() throws {
    var answer = Answer.page(200, .code(Self.code))
    answer.headers[.setCookie] = "_session_id=5e55"
    let exchange = answered(answer)
    #expect(exchange.answerBody == "<!-- code page -->")
    #expect(exchange.answerHeaders[.setCookie] == "⟨session⟩")
    try expectNoSecret(exchange)
  }

  @Test func `what is known before the decision stays where the decision says nothing`() {
    let exchange = recorder.decided(
      record(body: "refresh_token=\(Self.refresh)"), Decision(Answer(status: 503), because: .faultScripted),
      fault: FaultPerformed(name: "busy", committed: false, delivered: true))
    #expect(exchange.operation == "oauth.refresh")
    #expect(exchange.presented == "refresh#1")
    #expect(exchange.status == 503)
    #expect(exchange.fault?.name == "busy")
  }

  @Test func `an exchange reads back as it was kept`() throws {
    let exchange = record(
      query: [Parameter("a", "b")], headers: [.accept: "x", .authorization: "Bearer \(Self.access)"], body: "c=d")
    let data = try JSONEncoder().encode(exchange)
    #expect(try JSONDecoder().decode(Exchange.self, from: data) == exchange)
  }

  @Test func `a mark in a header can be read in the text that is kept`() throws {
    let kept = try text(record(headers: [.authorization: "Bearer \(Self.access)", .cookie: "_session_id=5e55"]))
    #expect(kept.contains("⟨access#1⟩") && kept.contains("⟨session⟩"))
  }

  @Test func `the names in a redacted text are found again`() {
    #expect(Redaction.names(in: "a ⟨refresh#1⟩ b ⟨client-secret⟩") == ["refresh#1", "client-secret"])
    #expect(Redaction.names(in: "a ⟨ b") == [])
  }
}
