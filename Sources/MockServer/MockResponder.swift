import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import MockCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Turns requests of the wire into requests of the mock, and its answers into bytes.
public struct MockResponder: Sendable {
  /// The mock that decides.
  let mock: Mock
  private let logger: Logger
  private let explains: Bool

  /// Makes a responder.
  ///
  /// - Parameter explains: whether answers say their grounds in `X-Mock-Grounds`; never for a connector under test.
  public init(mock: Mock, logger: Logger, explains: Bool) {
    self.mock = mock
    self.logger = logger
    self.explains = explains
  }

  /// The same for another mock.
  func answering(for mock: Mock) -> MockResponder {
    MockResponder(mock: mock, logger: logger, explains: explains)
  }

  /// An answer as it goes over the wire.
  public struct Written: Sendable {
    /// The status.
    public var status: Int
    /// The headers, in the order in which they are sent.
    public var headers: HTTPHeaders
    /// The body.
    public var body = ByteBuffer()

    /// Status and headers, as SwiftNIO writes them.
    var wireHead: HTTPResponseHead {
      HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: headers)
    }

    /// Status and headers, as Hummingbird takes them.
    var head: HTTPResponse {
      HTTPResponse(status: .init(code: status), headerFields: HTTPFields(headers, splitCookie: false))
    }

    /// Writes the whole of it, or its head alone.
    func write(to writer: consuming ResponseWriter, headOnly: Bool) async throws {
      try await writer.write(response: head, body: headOnly ? ResponseBody() : ResponseBody(byteBuffer: body))
    }
  }

  /// Decides on a request and writes its answer, or what a fault makes of it.
  func respond(
    to request: HummingbirdCore.Request, at host: MockCore.Host, in environment: Deployment,
    writer: consuming ResponseWriter, channel: any Channel
  ) async throws {
    var call: MockCore.Request
    do {
      let body = try await request.body.collect(upTo: RequestLimits.body)
      call = Self.call(request.head, body: Array(body.readableBytesView), host: host, environment: environment)
    } catch is NIOTooManyBytesError {
      call = Self.call(request.head, body: [], host: host, environment: environment)
      call.defect = .bodyTooLarge
    }
    mock.beginExchange()
    defer { mock.endExchange() }
    try await respond(to: call, writer: writer, channel: channel)
  }

  private func respond(
    to call: MockCore.Request, writer: consuming ResponseWriter, channel: any Channel
  ) async throws {
    let (written, handled) = await answer(to: call)
    guard let handled, let fault = handled.fault else {
      try await written?.write(to: writer, headOnly: call.method == "HEAD")
      return
    }
    logger.debug("fault performed", metadata: ["fault": "\(fault.name)", "path": "\(call.path)"])
    let faulty = FaultyAnswer(
      fault: fault, written: written, isHead: call.method == "HEAD", channel: channel, mock: mock)
    do {
      if try await !faulty.perform(writer) { try await mock.markUndelivered(handled) }
    } catch {
      try await mock.markUndelivered(handled)
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
      if let tokens = answer.unsignedTokens {
        return (await sign(Unsigned(answer: answer, tokens: tokens, handled: handled, path: request.path)), handled)
      }
      return (written(answer, handled), handled)
    } catch {
      return (failed(error, path: request.path), nil)
    }
  }

  /// The answer to something that is no request; it is recorded as one.
  func refusal(of defect: RequestDefect, at host: MockCore.Host, in environment: Deployment) async -> Written? {
    mock.beginExchange()
    defer { mock.endExchange() }
    return await answer(to: MockCore.Request(unreadable: defect, at: host, in: environment)).0
  }

  /// What can be said of a request on the mock's own thread.
  enum AtOnce {
    /// The answer.
    case written(Written)
    /// It was decided, and its token is still to be signed.
    case unsigned(Unsigned)
    /// Nothing was decided: it must go the long way.
    case long
  }

  /// An answer that was decided, whose token is still to be signed.
  struct Unsigned: Sendable {
    let answer: Answer
    let tokens: TokenAnswer
    let handled: Mock.Handled
    let path: String
  }

  /// Decides on a request, unless a fault may hit it.
  func answerAtOnce(to request: MockCore.Request, by mock: isolated Mock) -> AtOnce {
    if mock.faults.areArmed { return .long }
    mock.beginExchange()
    do {
      let handled = try mock.handle(request)
      guard let answer = handled.answer else { return .written(failed(nil, path: request.path)) }
      if let tokens = answer.unsignedTokens {
        return .unsigned(Unsigned(answer: answer, tokens: tokens, handled: handled, path: request.path))
      }
      return .written(written(answer, handled))
    } catch {
      return .written(failed(error, path: request.path))
    }
  }

  /// Signs a token and keeps its text, before anybody has it.
  func sign(_ unsigned: Unsigned) async -> Written {
    do {
      let text = try await mock.signer.text(of: unsigned.tokens)
      try await mock.keep(text, of: unsigned.tokens)
      return written(unsigned.answer.bearing(accessToken: text), unsigned.handled)
    } catch {
      return failed(error, path: unsigned.path)
    }
  }

  private func failed(_ error: (any Error)?, path: String) -> Written {
    let reason = error.map { "\($0)" } ?? "nothing was decided"
    logger.error("the mock could not answer", metadata: ["path": "\(path)", "error": "\(reason)"])
    return Written(status: 500, headers: ["Content-Length": "0"])
  }

  private func written(_ answer: Answer, _ handled: Mock.Handled) -> Written {
    var written = Written(status: answer.status, headers: HTTPHeaders())
    written.headers.reserveCapacity(answer.headers.count + 8)
    for field in answer.headers { written.headers.add(name: field.name.rawName, value: field.value) }
    handled.own?.forEachField(beside: answer.headers) { written.headers.add(name: $0.rawName, value: $1) }
    switch answer.body {
    case .empty: break
    case .json(let text):
      if !answer.headers.contains(.contentType) {
        written.headers.add(name: "Content-Type", value: "application/json; charset=utf-8")
      }
      written.body = ByteBuffer(string: text)
    case .bytes(let bytes): written.body = ByteBuffer(bytes: bytes)
    case .page(let page):
      written.headers.replaceOrAdd(name: "Content-Type", value: "text/html; charset=utf-8")
      written.headers.replaceOrAdd(
        name: "Content-Security-Policy", value: "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'")
      do {
        written.body = ByteBuffer(string: try LoginPages.ofThisProcess.get().html(page))
      } catch {
        return failed(error, path: page.name)
      }
    case .tokens(let tokens), .fragment(let tokens, _):
      return self.written(answer.bearing(accessToken: tokens.accessTokenID), handled)
    }
    written.headers.replaceOrAdd(name: "Date", value: handled.at.httpDate)
    if answer.status != 204 {
      written.headers.replaceOrAdd(name: "Content-Length", value: String(written.body.readableBytes))
    }
    if explains { written.headers.replaceOrAdd(name: Self.groundsHeader, value: handled.grounds.rawValue) }
    return written
  }

  /// Why an answer was what it was, under `serve --explain`.
  private static let groundsHeader = "X-Mock-Grounds"

  /// A request of the wire as the mock sees it.
  static func call(
    _ head: HTTPRequest, body: [UInt8], host: MockCore.Host, environment: Deployment = .production
  ) -> MockCore.Request {
    MockCore.Request(
      host: host, authority: head.authority?.lowercased(), method: head.method.rawValue.uppercased(),
      target: head.path ?? "/", headers: head.headerFields, body: body, environment: environment)
  }
}
