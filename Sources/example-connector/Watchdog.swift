import Dispatch
import Foundation

/// Bounds the graceful end: what is still under way one second after SIGTERM is abandoned.
struct Watchdog {
  private let source: any DispatchSourceSignal

  init() {
    source = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
    source.setEventHandler {
      DispatchQueue.global().asyncAfter(deadline: .now() + 1) { exit(0) }
    }
    source.resume()
  }

  /// Called when the process ended in time.
  func cancel() {
    source.cancel()
  }
}
