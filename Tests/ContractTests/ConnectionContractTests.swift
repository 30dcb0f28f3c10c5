import Foundation
import JSONSource
import MockCore
import NIOCore
import Testing

@testable import MockServer

/// What happens below requests: bytes that are no HTTP, connections that end, and clients that take their time.
@Suite(.timeLimit(.minutes(5))) struct ConnectionContractTests {
  private static func port(_ mock: MockUnderTest, _ host: MockCore.Host) throws -> Int {
    let hosts = try #require(mock.listeners?.production)
    return host == .login ? hosts.loginPort : hosts.apiPort
  }

  private static let token = "POST /oauth/token HTTP/1.1\r\nHost: a\r\n"
  private static let form = "Content-Type: application/x-www-form-urlencoded\r\n"

  // MARK: No HTTP

  @Test(arguments: [
    "GARBAGE\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "GET / HTTP/1.1\r\nno colon\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "\u{16}\u{3}\u{1}\u{0}\u{5}hello",
    token + "Content-Length: x\r\n\r\n", token + "Content-Length: -1\r\n\r\n",
    token + "Content-Length: 3\r\nContent-Length: 5\r\n\r\na=1bb",
    token + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    token + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", "GET /rest/\u{FC} HTTP/1.1\r\nHost: a\r\n\r\n",
  ])
  func `what is no HTTP is refused in the words of its host, and recorded`(bytes: String) async throws {
    try await withMock(.socket) { mock in
      let page = try await RawConnection.send(bytes, port: try Self.port(mock, .login))
      #expect(page.head.hasPrefix("HTTP/1.1 400 ") && page.head.contains("Connection: close"), "\(page.head)")
      #expect(page.body.contains("<h1>An error has occurred</h1>") && !page.isReset)
      let call = try await RawConnection.send(bytes, port: try Self.port(mock, .api))
      #expect(call.head.hasPrefix("HTTP/1.1 400 "), "\(call.head)")
      #expect(call.body.contains("The request could not be read") && !call.isReset)
      let exchanges = try await mock.mock.exchanges()
      #expect(exchanges.map(\.grounds) == [.requestMalformed, .requestMalformed])
      #expect(exchanges.map(\.host) == [.login, .api])
      #expect(try await mock.send("GET", "/", host: .login).status == 200)
    }
  }

  @Test func `headers beyond what is read at all are refused as too large`() async throws {
    let long = "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "y", count: 200_000) + "\r\n\r\n"
    let many = "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: 1100) + "\r\n"
    try await withMock(.socket) { mock in
      for bytes in [long, many] {
        let ending = try await RawConnection.send(bytes, port: try Self.port(mock, .api))
        #expect(ending.head.hasPrefix("HTTP/1.1 431 ") && ending.body.contains("too large"), "\(ending.head)")
        #expect(try await mock.mock.exchanges().last?.grounds == .requestTooLarge)
      }
    }
  }

  @Test func `what is no HTTP behind a request is refused after its answer`() async throws {
    try await withMock(.socket) { mock in
      let bytes = "GET /rest/v1.0/me HTTP/1.1\r\nHost: a\r\n\r\nrubbish\r\n\r\n"
      let ending = try await RawConnection.send(bytes, port: try Self.port(mock, .api))
      #expect(ending.text.matches(of: /HTTP\/1.1 (\d+)/).map(\.1) == ["401", "400"])
    }
  }

  // MARK: Bodies

  @Test func `a body that is longer than it says is followed by something unreadable, and a shorter one is waited for`()
    async throws
  {
    try await withMock(.socket) { mock in
      let longer = Self.token + Self.form + "Content-Length: 3\r\n\r\na=1234\r\n\r\n"
      let ending = try await RawConnection.send(longer, port: try Self.port(mock, .login))
      #expect(ending.text.matches(of: /HTTP\/1.1 (\d+)/).map(\.1) == ["400", "400"])
      #expect(ending.text.contains("Missing required parameter: grant_type."))
      let waiting = try await FaultConnection.open(port: try Self.port(mock, .login))
      try await waiting.send(Self.token + Self.form + "Connection: close\r\nContent-Length: 8\r\n\r\ngrant")
      #expect(try await mock.send("GET", "/", host: .login).status == 200, "others are served meanwhile")
      try await waiting.send("_x=")
      #expect(try await waiting.received().text.contains("Missing required parameter: grant_type."))
    }
  }

  @Test func `a body that comes byte by byte is read to its end`() async throws {
    try await withMock(.socket) { mock in
      let tokens = try await mock.connect()
      let form = FormEncoding.encode(await mock.refreshing(tokens.refresh))
      let slow = try await FaultConnection.open(port: try Self.port(mock, .login))
      let head = Self.token + Self.form + "Connection: close\r\nContent-Length: \(form.utf8.count)\r\n\r\n"
      for byte in head + form { try await slow.send(String(byte)) }
      let received = try await slow.received()
      #expect(received.text.hasPrefix("HTTP/1.1 200 ") && received.text.contains("refresh_token"))
    }
  }

  @Test func `a client that leaves in the middle of its body leaves no trace`() async throws {
    try await withMock(.socket) { mock in
      let count = await mock.mock.exchangeCount
      for _ in 0..<20 {
        let connection = try await FaultConnection.open(port: try Self.port(mock, .login))
        try await connection.sendAndLeave(Self.token + Self.form + "Content-Length: 80\r\n\r\ngrant_type=")
      }
      #expect(try await mock.send("GET", "/", host: .login).status == 200)
      let later = try await mock.mock.exchanges(after: count)
      #expect(later.map(\.grounds) == [.loginShown])
    }
  }

  @Test func `who asks whether to go on is told to`() async throws {
    try await withMock(.socket) { mock in
      let asking = try await FaultConnection.open(port: try Self.port(mock, .login))
      try await asking.send(
        Self.token + Self.form + "Expect: 100-continue\r\nConnection: close\r\nContent-Length: 3\r\n\r\n")
      try await asking.send("a=1")
      let received = try await asking.received()
      #expect(received.text.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 "), "\(received.text)")
      let plain = try await RawConnection.send(
        Self.token + Self.form + "Connection: close\r\nContent-Length: 3\r\n\r\na=1", port: try Self.port(mock, .login))
      #expect(plain.text.hasPrefix("HTTP/1.1 400 "))
    }
  }

  // MARK: Ends

  @Test(arguments: [
    "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n\r\n",
    "CONNECT api.procore.com:443 HTTP/1.1\r\nHost: api.procore.com:443\r\n\r\n",
  ])
  func `a connection that has no next request is answered once and ends`(bytes: String) async throws {
    try await withMock(.socket) { mock in
      for host in [MockCore.Host.login, .api] {
        let ending = try await RawConnection.send(bytes, port: try Self.port(mock, host))
        #expect(ending.text.matches(of: /HTTP\/1.1 (\d+)/).count == 1 && !ending.isReset, "\(ending.head)")
        #expect(ending.number(of: "Content-Length") == ending.body.utf8.count)
      }
    }
  }

  @Test func `who offers another protocol is answered in this one, with the whole of the body`() async throws {
    try await withMock(.socket) { mock in
      let form = FormEncoding.encode(await mock.refreshing(try await mock.connect().refresh))
      let upgrading =
        Self.token + Self.form + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n"
        + "Content-Length: \(form.utf8.count)\r\n\r\n" + form
      let ending = try await RawConnection.send(upgrading, port: try Self.port(mock, .login))
      #expect(ending.head.hasPrefix("HTTP/1.1 200 ") && ending.head.contains("Connection: close"), "\(ending.head)")
      #expect(ending.body.contains("refresh_token"))
    }
  }

  @Test func `requests that are sent at once are answered in their order`() async throws {
    try await withMock(.socket) { mock in
      let token = try await mock.connect().access
      let me = "GET /rest/v1.0/me HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\n"
      let long = "POST /rest/v1.0/nothing HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc"
      let bytes =
        me + "\r\n" + long + "GET /rest/v1.0/me HTTP/1.1\r\nHost: a\r\n\r\n" + me + "Connection: close\r\n\r\n"
      let ending = try await RawConnection.send(bytes, port: try Self.port(mock, .api))
      #expect(ending.text.matches(of: /HTTP\/1.1 (\d+)/).map(\.1) == ["200", "100", "401", "401", "200"])
    }
  }

  // MARK: Stopping

  @Test(arguments: [
    "POST /oauth/tok", "POST /oauth/token HTTP/1.1\r\nHost: a\r\n",
    "POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\ngrant",
    "POST /oauth/token HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\ngra",
  ])
  func `a request that never ends does not hold up the stop`(bytes: String) async throws {
    try await FaultWire.run { wire in
      let connection = try await wire.connect(to: .login)
      try await connection.send(bytes)
      // What was sent before is read before this is answered: both are of one thread.
      #expect(try await wire.connect(to: .login).ask().text.hasPrefix("HTTP/1.1 404 "))
      await wire.listeners.stop()
      #expect(try await connection.received().text == "")
    }
  }

  // MARK: The control API

  @Test func `the control API refuses what is no HTTP, and is not held up by it`() async throws {
    try await ControlUnderTest.run { control async throws in
      let port = try #require(URL(string: control.url)?.port)
      let index = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"
      for (bytes, status) in [
        ("GARBAGE\r\n\r\n", "400"), (index + "X: " + String(repeating: "y", count: 200_000) + "\r\n\r\n", "400"),
        ("POST /sandboxes HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400"),
        (index + "Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n", "200"),
        ("GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n", "200"),
      ] {
        let ending = try await RawConnection.send(bytes, port: port)
        #expect(ending.head.hasPrefix("HTTP/1.1 \(status) "), "\(bytes.prefix(60)): \(ending.head)")
        #expect(JSONParser.parse(Array(ending.body.utf8)) != nil)
      }
      let unfinished = try await FaultConnection.open(port: port)
      try await unfinished.send("POST /sandboxes HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{")
      let mock = try await control.open(["id": "short"])
      let half = try await FaultConnection.open(port: try #require(mock.listeners?.loginPort))
      try await half.send(Self.token + "Content-Length: 100\r\n\r\n")
      #expect(try await mock.send("GET", "/", host: .login).status == 200)
      #expect(try await control.send("DELETE", "/sandboxes/short").status == 204)
    }
  }
}
