/// When the steps of a scenario ran, in numbers of exchanges: what `after`, `before` and `action` in a match refer to.
public struct StepBounds: Hashable, Sendable {
  /// The number of the last exchange before each step, by the step's id.
  public var exchangesBefore: [String: Int]
  /// The number of the last exchange when each step had ended, by the step's id.
  public var exchangesAfter: [String: Int]
  /// The numbers of the exchanges that were made while each action ran, by the action's name.
  public var actions: [String: [Range<Int>]]

  /// The browser session whose login each grant came from, by the grant's number.
  public var sessions: [Int: String] = [:]

  /// Bounds without any step.
  public static let none = StepBounds()

  /// States bounds.
  public init(
    exchangesBefore: [String: Int] = [:], exchangesAfter: [String: Int] = [:], actions: [String: [Range<Int>]] = [:]
  ) {
    self.exchangesBefore = exchangesBefore
    self.exchangesAfter = exchangesAfter
    self.actions = actions
  }

  /// Adds a step.
  ///
  /// - Parameter exchangesAfter: nil while the step still runs: the numbers to come belong to it.
  public mutating func add(id: String?, action: String?, exchangesBefore: Int, exchangesAfter: Int?) {
    if let id {
      self.exchangesBefore[id] = exchangesBefore
      self.exchangesAfter[id] = exchangesAfter
    }
    if let action {
      actions[action, default: []].append(exchangesBefore + 1..<(exchangesAfter.map { $0 + 1 } ?? Int.max))
    }
  }
}
