import Testing

@testable import ScenarioRunner

/// Lets only a few of the tests run at once, since each of them starts processes, and bounds the time of each.
///
/// The bound counts from the moment at which the test has its place: how long it waited for one says nothing about it,
/// which is why these tests have no `timeLimit`.
struct FewAtOnce: TestTrait, SuiteTrait, TestScoping {
  let isRecursive = true
  fileprivate let places: Places

  /// How long a test may hold its place.
  static let bound = Duration.seconds(1200)

  func scopeProvider(for test: Test, testCase: Test.Case?) -> FewAtOnce? { testCase == nil ? nil : self }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    await places.enter()
    let result = await withoutActuallyEscaping(function) { await Self.outcome(of: $0) }
    await places.leave()
    try result.get()
  }

  private static func outcome(
    of function: @escaping @Sendable () async throws -> Void
  ) async -> Result<Void, any Error> {
    do {
      return try await Deadline.run(within: bound) {
        do {
          return .success(try await function())
        } catch {
          return .failure(error)
        }
      }
    } catch is Deadline.Passed {
      Issue.record("it did not end within \(bound) of having its place")
      return .success(())
    } catch {
      return .failure(error)
    }
  }
}

extension Trait where Self == FewAtOnce {
  /// Only a few of the tests that have this trait run at once.
  static var fewAtOnce: FewAtOnce { FewAtOnce(places: .shared) }

  /// The same with places of their own, for tests that wait for most of their time and would keep the others waiting.
  static var mostlyWaiting: FewAtOnce { FewAtOnce(places: .ofTheWaiting) }
}

/// The places that tests with processes share.
private actor Places {
  static let shared = Places(6)
  static let ofTheWaiting = Places(6)
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ free: Int) { self.free = free }

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
