/// The answers that a fault keeps open.
struct OpenAnswers {
  /// How the waiting for a kept answer ends.
  enum Ending: Sendable {
    /// The answer goes on its way.
    case answer
    /// Nobody is there for it any more, or the mock stops: the connection is closed.
    case close
  }

  private var kept: [Int: Kept] = [:]
  private var nextNumber = 0
  private var released: Set<String> = []
  private var isStopped = false

  private struct Kept {
    var fault: String
    var isHeld: Bool
    var end: @Sendable (Ending) -> Void
  }

  /// Keeps an answer until `end` is called: by a release where it is held, and by the mock's stop in any case.
  ///
  /// - Returns: the number under which it is ``forget(_:)``-ten.
  mutating func keep(of fault: String, isHeld: Bool, end: @escaping @Sendable (Ending) -> Void) -> Int {
    nextNumber += 1
    if isStopped {
      end(.close)
    } else if isHeld && released.contains(fault) {
      end(.answer)
    } else {
      kept[nextNumber] = Kept(fault: fault, isHeld: isHeld, end: end)
    }
    return nextNumber
  }

  /// The answer is kept no longer.
  mutating func forget(_ number: Int) { kept[number] = nil }

  /// Lets all answers go that a fault holds, and those that it would hold from now on.
  mutating func release(_ fault: String) {
    released.insert(fault)
    for (number, answer) in kept where answer.isHeld && answer.fault == fault {
      answer.end(.answer)
      kept[number] = nil
    }
  }

  /// How many answers a fault keeps open.
  func count(of fault: String) -> Int { kept.values.count { $0.fault == fault } }

  /// Lets a fault of this name hold again, whatever was released before.
  mutating func forgetRelease(of fault: String) { released.remove(fault) }

  /// Ends everything that faults keep open, and forgets what was released.
  mutating func reset() {
    for answer in kept.values { answer.end(.close) }
    kept = [:]
    released = []
  }

  /// Ends everything that faults keep open, now and from now on, so that nothing waits for a mock that stops.
  mutating func stop() {
    isStopped = true
    for answer in kept.values { answer.end(.close) }
    kept = [:]
  }
}
