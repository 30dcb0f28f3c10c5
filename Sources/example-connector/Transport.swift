import AsyncHTTPClient
import Foundation
import NIOCore
import NIOSSL

/// A complete HTTP answer. Header names are lower case; repeated headers are joined by commas.
struct Answer: Sendable {
  let status: Int
  let headers: [String: String]
  let body: Data
}

/// The request may have arrived or not: no complete answer came back.
struct AnswerLost: Error {}

/// Sends one request and reads its answer, within bounds of time and size.
struct Transport: Sendable {
  private static let timeout = TimeAmount.seconds(10)

  /// No redirect is followed (a token must not travel to another host), and no connection is used twice (so that a
  /// connection which was closed while idle is never mistaken for a lost answer).
  ///
  /// - Parameter authorityFile: the certificates of the authorities that are trusted, in PEM; nil for the system's.
  static func configuration(trusting authorityFile: String?) -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    if let authorityFile { tls.trustRoots = .file(authorityFile) }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow, timeout: .init(connect: timeout, read: timeout))
    configuration.httpVersion = .http1Only
    configuration.maximumUsesPerConnection = 1
    return configuration
  }

  let http: HTTPClient
  let conduct: Conduct

  private var patience: TimeAmount { conduct.defect == .impatient ? .seconds(1) : Self.timeout }

  func send(_ request: HTTPClientRequest, upTo limit: Int = 8_000_000) async throws(AnswerLost) -> Answer {
    let deadline = NIODeadline.now() + patience
    let path = URL(string: request.url)?.path ?? ""
    do {
      let response = try await http.execute(request, deadline: deadline)
      let body = try await collect(response.body, upTo: limit, before: deadline)
      var headers: [String: String] = [:]
      for (name, value) in response.headers {
        headers[name.lowercased(), default: ""] += headers[name.lowercased()] == nil ? value : ", " + value
      }
      Journal.line("procore: \(request.method.rawValue) \(path) \(response.status.code)")
      return Answer(status: Int(response.status.code), headers: headers, body: body)
    } catch {
      Journal.line("procore: \(request.method.rawValue) \(path) without an answer")
      throw AnswerLost()
    }
  }

  private func collect(_ body: HTTPClientResponse.Body, upTo limit: Int, before deadline: NIODeadline) async throws
    -> Data
  {
    var data = Data()
    for try await chunk in body {
      data.append(contentsOf: chunk.readableBytesView)
      // The client's own deadline ends with the head; a body that drips is ended here.
      guard data.count <= limit, NIODeadline.now() < deadline else { throw AnswerLost() }
    }
    return data
  }
}
