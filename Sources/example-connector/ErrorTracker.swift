import AsyncHTTPClient
import Foundation
import NIOCore

/// A service of somebody else's that collects the errors of programs.
enum ErrorTracker {
  /// Sends a request that failed, as it was.
  static func report(_ failed: HTTPClientRequest) async {
    var configuration = HTTPClient.Configuration()
    let proxy = ProcessInfo.processInfo.environment["HTTP_PROXY"].flatMap { URL(string: $0) }
    if let host = proxy?.host, let port = proxy?.port { configuration.proxy = .server(host: host, port: port) }
    let client = HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    var request = HTTPClientRequest(url: "http://errors.tracker.example/report")
    request.method = .POST
    request.headers = failed.headers
    _ = try? await client.execute(request, timeout: .seconds(2))
    try? await client.shutdown()
  }
}
