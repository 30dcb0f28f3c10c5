import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import MockCore
import NIOCore

/// Turns requests of the wire into requests of the mock, and its answers into bytes.
public struct MockResponder: Sendable {
  private let mock: Mock
  private let pages: LoginPages
  private let signer: TokenSigner
  private let logger: Logger
  private let explains: Bool

  /// Makes a responder.
  ///
  /// - Parameter explains: whether answers say their grounds in `X-Mock-Grounds`; never for a connector under test.
  public init(mock: Mock, pages: LoginPages, signer: TokenSigner, logger: Logger, explains: Bool) {
    self.mock = mock
    self.pages = pages
    self.signer = signer
    self.logger = logger
    self.explains = explains
  }

  /// An answer as it goes over the wire.
  public struct Written: Sendable {
    /// Status and headers.
    public var head: HTTPResponse
    /// The body.
    public var body: [UInt8]
  }

  /// Decides on a request and writes its answer, or what a fault makes of it.
  func respond(
    to request: HummingbirdCore.Request, at host: MockCore.Host, writer: consuming ResponseWriter,
    channel: any Channel
  ) async throws {
    let body: ByteBuffer
    do {
      body = try await request.body.collect(upTo: HTTPListener.bodyLimit)
    } catch is NIOTooManyBytesError {
      let refusal = try await mock.refuseOversized(Self.call(request.head, body: [], host: host))
      try await writer.writeResponse(try await write(refusal.answer ?? Answer(status: 413), refusal).head)
      return
    }
    let call = Self.call(request.head, body: Array(body.readableBytesView), host: host)
    await mock.beginExchange()
    do {
      try await respond(to: call, writer: writer, channel: channel)
    } catch {
      await mock.endExchange()
      throw error
    }
    await mock.endExchange()
  }

  private func respond(
    to call: MockCore.Request, writer: consuming ResponseWriter, channel: any Channel
  ) async throws {
    let (written, handled) = await answer(to: call)
    guard let handled, let fault = handled.fault else {
      guard let written else { return }
      let hasBody = call.method != "HEAD"
      try await writer.write(
        response: written.head,
        body: hasBody ? ResponseBody(byteBuffer: ByteBuffer(bytes: written.body)) : ResponseBody())
      return
    }
    logger.debug("fault performed", metadata: ["fault": "\(fault.name)", "path": "\(call.path)"])
    let faulty = FaultyAnswer(
      fault: fault, written: written, isHead: call.method == "HEAD", channel: channel, mock: mock)
    do {
      if try await !faulty.perform(writer) { try await mock.markUndelivered(handled.number) }
    } catch {
      try await mock.markUndelivered(handled.number)
      throw error
    }
  }

  /// The answer to a request and how it was handled; the same in process as over a socket.
  ///
  /// - Returns: no answer where a fault kept it from being decided, and no handling where the mock itself failed.
  public func answer(to request: MockCore.Request) async -> (Written?, Mock.Handled?) {
    do {
      let handled = try await mock.handle(request)
      guard let answer = handled.answer else { return (nil, handled) }
      return (try await write(answer, handled), handled)
    } catch {
      logger.error("the mock could not answer", metadata: ["path": "\(request.path)", "error": "\(error)"])
      return (Written(head: HTTPResponse(status: .internalServerError), body: []), nil)
    }
  }

  private func write(_ answer: Answer, _ handled: Mock.Handled) async throws -> Written {
    var headers = answer.headers
    var body: [UInt8] = []
    switch answer.body {
    case .empty: break
    case .json(let text):
      if headers[.contentType] == nil { headers[.contentType] = "application/json; charset=utf-8" }
      body = Array(text.utf8)
    case .page(let page):
      headers[.contentType] = "text/html; charset=utf-8"
      headers[.contentSecurityPolicy] = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
      body = Array(pages.html(page).utf8)
    case .tokens(let tokens):
      headers[.contentType] = "application/json; charset=utf-8"
      let text = try signer.text(of: tokens)
      if tokens.claims != nil { try await mock.keep(text, of: tokens) }
      body = Array(tokens.body(accessToken: text).encoded().utf8)
    }
    headers[.date] = handled.at.httpDate
    if answer.status != 204 { headers[.contentLength] = String(body.count) }
    if explains { headers[.mockGrounds] = handled.grounds.rawValue }
    return Written(head: HTTPResponse(status: .init(code: answer.status), headerFields: headers), body: body)
  }

  /// A request of the wire as the mock sees it.
  static func call(_ head: HTTPRequest, body: [UInt8], host: MockCore.Host) -> MockCore.Request {
    let target = head.path ?? "/"
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return MockCore.Request(
      host: host, authority: head.authority?.lowercased(), method: head.method.rawValue.uppercased(),
      path: String(halves[0]),
      query: halves.count > 1 ? FormEncoding.decode(halves[1]) : [], headers: head.headerFields, body: body)
  }
}

extension HTTPField.Name {
  /// Why an answer was what it was, under `serve --explain`.
  static let mockGrounds = HTTPField.Name("X-Mock-Grounds") ?? .server
}
