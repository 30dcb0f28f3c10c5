import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// What becomes of each element, in their order, computed on as many cores as there are.
  ///
  /// The caller's thread works too and waits for the others; nothing that waits for something else belongs in here.
  func mapConcurrently<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = transform(self[index])
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap { $0 } }
  }
}
