import Dispatch
import Foundation

/// Waits a moment before a request is repeated.
///
/// - Parameter milliseconds: how long.
func pause(milliseconds: Int64) async {
  await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
    // A relative wait of the system: unlike a timer it has no date, which a clock that is set meanwhile would move.
    DispatchQueue.global().async {
      _ = poll(nil, 0, Int32(clamping: milliseconds))
      continuation.resume()
    }
  }
}
