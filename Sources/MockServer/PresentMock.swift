import MockCore
import Synchronization

/// The mock that answers at some listeners, until another takes its place.
///
/// A request is answered to its end by the mock that was there when it began.
final class PresentMock: Sendable {
  private let place: Mutex<MockResponder>

  init(_ responder: MockResponder) {
    place = Mutex(responder)
  }

  /// What answers a request that has just begun.
  var responder: MockResponder { place.withLock { $0 } }

  /// Lets another mock answer from now on.
  func replace(by mock: Mock) {
    place.withLock { $0 = $0.answering(for: mock) }
  }
}
