import AsyncHTTPClient
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A service of somebody else's that collects the errors of programs; it is called through the proxy of `HTTP_PROXY`.
enum ErrorTracker {
  /// Sends a request that failed, as it was.
  static func report(_ failed: HTTPClientRequest) {
    let proxy = ProcessInfo.processInfo.environment["HTTP_PROXY"].flatMap { URL(string: $0) }
    guard let port = proxy?.port.flatMap({ UInt16(exactly: $0) }) else { return }
    let headers = failed.headers.map { "\($0.name): \($0.value)\r\n" }.joined()
    let host = "errors.tracker.example"
    send("POST http://\(host)/report HTTP/1.1\r\nHost: \(host)\r\nContent-Length: 0\r\n\(headers)\r\n", to: port)
  }

  /// Sends a text to a port of this machine, and does not wait for an answer.
  private static func send(_ text: String, to port: UInt16) {
    #if canImport(Glibc)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    guard descriptor >= 0 else { return }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return }
    try? file.write(contentsOf: Data(text.utf8))
    _ = try? file.read(upToCount: 1)
  }
}
