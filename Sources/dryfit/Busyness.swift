import Foundation
import Synchronization

/// Threads that compute on and on, so that everything else on the machine is slow.
final class Busyness: Sendable {
  private let isOver = Atomic(false)

  init(threads: Int) {
    for _ in 0..<threads {
      Thread.detachNewThread { [self] in
        while !isOver.load(ordering: .relaxed) {}
      }
    }
  }

  func end() { isOver.store(true, ordering: .relaxed) }
}
