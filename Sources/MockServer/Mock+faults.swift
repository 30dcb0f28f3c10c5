import MockCore

extension Mock {
  /// Arms a fault; with an action, only for the API calls made while it runs.
  ///
  /// - Returns: how many exchanges were recorded by then; it hits none of them.
  @discardableResult
  public func arm(_ fault: Fault, action: String?) -> Int {
    faults.arm(fault, action: action)
    return store.lastExchange
  }

  /// Lets the answers go that a fault with the reply `hold` keeps, and those that it would keep from now on.
  ///
  /// - Returns: whether the fault had hit a call by now.
  @discardableResult
  public func release(_ fault: String) -> Bool {
    openAnswers.release(fault)
    return faults.hasFired(fault)
  }

  /// How often each fault has fired.
  public var firedFaults: [(name: String, count: Int)] { faults.fired }

  /// How many requests were read whose answers were not sent to their end; a fault may keep them open.
  public nonisolated var openExchanges: Int { openCount.load(ordering: .sequentiallyConsistent) }

  /// Closes every connection that a fault keeps open, so that nothing waits for a mock that stops.
  public func endFaults() { openAnswers.stop() }

  /// Takes a fault away; what it held goes on its way.
  ///
  /// - Returns: whether there was one of that name.
  func disarm(_ fault: String) -> Bool {
    guard faults.disarm(fault) else { return false }
    openAnswers.release(fault)
    openAnswers.forgetRelease(of: fault)
    return true
  }

  /// A request was read.
  nonisolated func beginExchange() { openCount.add(1, ordering: .sequentiallyConsistent) }

  /// Its answer was sent, or never will be.
  nonisolated func endExchange() { openCount.subtract(1, ordering: .sequentiallyConsistent) }

  /// Keeps an answer open until `end` is called.
  func keepOpen(_ fault: Fault, end: @escaping @Sendable (OpenAnswers.Ending) -> Void) -> Int {
    let isHeld = fault.reply == .hold
    // It may have been disarmed between the decision and this moment: then nobody would release it.
    guard !isHeld || faults.hasFired(fault.name) else {
      end(.answer)
      return 0
    }
    return openAnswers.keep(of: fault.name, isHeld: isHeld, end: end)
  }

  /// An answer is kept open no longer.
  func forgetOpen(_ number: Int) { openAnswers.forget(number) }

  /// Writes down that the client left before its answer came.
  func markUndelivered(_ handled: Handled) throws {
    // Since a reset the number is that of another exchange.
    if handled.generation == generation { try store.markUndelivered(handled.number) }
  }
}
