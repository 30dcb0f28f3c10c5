import Testing

/// Lets only a few tests run at once, since each of them starts processes.
///
/// Waiting for a place counts towards a test's time limit, which must be longer than all of them together.
struct FewAtOnce: TestTrait, SuiteTrait, TestScoping {
  let isRecursive = true

  func scopeProvider(for test: Test, testCase: Test.Case?) -> FewAtOnce? { testCase == nil ? nil : self }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await Places.shared.enter()
    do {
      try await function()
    } catch {
      await Places.shared.leave()
      throw error
    }
    await Places.shared.leave()
  }
}

extension Trait where Self == FewAtOnce {
  /// Only a few of the tests that have this trait run at once.
  static var fewAtOnce: FewAtOnce { FewAtOnce() }
}

/// The places that tests with processes share.
private actor Places {
  static let shared = Places()
  private var free = 6
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func enter() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func leave() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
