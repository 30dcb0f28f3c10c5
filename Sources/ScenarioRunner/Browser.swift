import AsyncHTTPClient
import Foundation
import HTTPTypes
import MockCore
import NIOCore
import NIOHTTP1
import NIOPosix
import ScenarioCore

/// A scripted browser: cookies, redirects and forms, and no JavaScript.
actor Browser {
  private let clients: BrowserClients
  private var cookies = CookieJar()

  /// How many redirects are followed in a row.
  static let redirectLimit = 20
  /// The largest page that is read, in bytes.
  static let pageLimit = 16 << 20

  /// A page that was reached.
  struct Page: Sendable {
    var url: URL
    var status: Int
    var headers: HTTPFields
    var body: String
    /// Where a redirect led that was not followed.
    var stoppedBefore: URL?
    /// The redirects that were followed on the way to it.
    var redirects: [Redirect] = []
  }

  /// A redirect that was followed.
  struct Redirect: Sendable {
    /// The address that answered with it.
    var url: URL
    var status: Int
    var headers: HTTPFields
  }

  /// What is sent with a request.
  struct Content: Sendable {
    var type: String
    var bytes: [UInt8]

    /// A form.
    static func form(_ parameters: [Parameter]) -> Content {
      Content(type: "application/x-www-form-urlencoded", bytes: Array(FormEncoding.encode(parameters).utf8))
    }
  }

  init(clients: BrowserClients) {
    self.clients = clients
  }

  /// Opens an address and follows redirects; one that `stop` holds for is not followed.
  func open(
    _ url: URL, method: String = "GET", headers: [(name: String, value: String)] = [], content: Content? = nil,
    stop: @Sendable (URL) -> Bool = { _ in false }
  ) async throws -> Page {
    var page = try await send(url, method: method, headers: headers, content: content)
    for _ in 0..<Self.redirectLimit {
      guard (300...399).contains(page.status), let location = page.headers[.location],
        let next = URL(string: location, relativeTo: page.url)?.absoluteURL
      else { return page }
      if stop(next) {
        page.stoppedBefore = next
        return page
      }
      // As browsers do: everything but 307 and 308 goes on with GET and without the body.
      let keeps = page.status == 307 || page.status == 308
      let redirects = page.redirects + [Redirect(url: page.url, status: page.status, headers: page.headers)]
      page = try await send(
        next, method: keeps ? method : "GET", headers: [], content: keeps ? content : nil)
      page.redirects = redirects
    }
    return page
  }

  /// Forgets a cookie of a host, as when its user signs out there.
  func forget(cookie name: String, of host: String) { cookies.remove(name, of: host) }

  /// A cookie of a host, as scripts in its pages read it.
  func cookie(_ name: String, for host: String) -> String? { cookies.value(of: name, for: host) }

  private func send(
    _ url: URL, method: String, headers: [(name: String, value: String)], content: Content?
  ) async throws -> Page {
    guard let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme) else {
      throw BrowserLeftRun(url: url)
    }
    var request = HTTPClientRequest(url: url.absoluteString)
    request.method = .init(rawValue: method)
    request.headers.add(name: "User-Agent", value: "Mozilla/5.0 (Dryfit scripted browser)")
    request.headers.add(name: "Accept", value: "text/html,application/json;q=0.9,*/*;q=0.8")
    for header in headers { request.headers.replaceOrAdd(name: header.name, value: header.value) }
    let host = url.host() ?? ""
    if let cookie = cookies.header(for: host, path: url.path().isEmpty ? "/" : url.path()) {
      request.headers.add(name: "Cookie", value: cookie)
    }
    if let content {
      request.headers.replaceOrAdd(name: "Content-Type", value: content.type)
      request.body = .bytes(content.bytes)
    }
    let response = try await execute(request, url)
    for header in response.headers["Set-Cookie"] { cookies.take(header, from: host) }
    let body = try await response.body.collect(upTo: Self.pageLimit)
    return Page(
      url: url, status: Int(response.status.code), headers: HTTPFields(response.headers),
      body: String(decoding: body.readableBytesView, as: UTF8.self))
  }

  private func execute(_ request: HTTPClientRequest, _ url: URL) async throws -> HTTPClientResponse {
    let response: HTTPClientResponse
    do {
      response = try await clients.client(for: url).execute(request, timeout: .seconds(300))
    } catch let error as HTTPClientError where error == .invalidProxyResponse {
      throw BrowserLeftRun(url: url)
    } catch {
      throw NobodyListens(url, error) ?? error
    }
    // The proxy answers for hosts by TLS alone: whatever else comes back from it is its refusal.
    if clients.isProxied(url), url.scheme?.lowercased() == "http" { throw BrowserLeftRun(url: url) }
    return response
  }
}

/// The browser was sent to an address outside of the run.
struct BrowserLeftRun: Error, CustomStringConvertible {
  /// The address.
  var url: URL

  /// What happened and what to do.
  var description: String {
    let place = url.host().map { "\(url.scheme ?? "")://\($0)" } ?? "\(url.scheme ?? ""):"
    return "the browser was sent to \(place), which is not of this run; see that the connector takes "
      + "${sandbox.loginURL} and its own address from \"environment\" in connector.json"
  }
}

extension HTTPFields {
  fileprivate init(_ headers: NIOHTTP1.HTTPHeaders) {
    self.init()
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { append(HTTPField(name: name, value: value)) }
    }
  }
}
