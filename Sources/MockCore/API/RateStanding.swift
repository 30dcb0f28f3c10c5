/// How a caller stands with the limit that is nearest to being used up, after a call was counted.
public struct RateStanding: Hashable, Sendable {
  /// The limit.
  public var limit: Int
  /// Calls that are left of it.
  public var remaining: Int
  /// When it is counted anew.
  public var reset: Instant
  /// Whether the call is beyond it.
  public var isExceeded = false

  /// States how a caller stands.
  public init(limit: Int, remaining: Int, reset: Instant) {
    self.limit = limit
    self.remaining = remaining
    self.reset = reset
  }

  /// How a caller stands where limits are shown and not enforced: one call is always left.
  static func unenforced(_ limits: Profile.RateLimits, callsThisHour: Int, now: Instant) -> RateStanding {
    RateStanding(
      limit: limits.hour, remaining: max(1, limits.hour - callsThisHour), reset: RateHeaders.reset(after: now))
  }
}

/// The calls of one window, which begins with its first call.
public struct RateWindow: Hashable, Sendable {
  private var begin: Instant?
  private var count = 0

  /// No call so far.
  public init() {}

  /// How the window stands after one more call, which counts only where it is let through.
  ///
  /// - Parameter isTaken: whether the call is let through as far as other windows are concerned.
  mutating func count(limit: Int, length: Duration, now: Instant, isTaken: Bool) -> RateStanding {
    if begin.map({ now - $0 >= length }) ?? true { (begin, count) = (now, 0) }
    if isTaken && count < limit {
      count += 1
      return standing(limit: limit, length: length, now: now)
    }
    var standing = standing(limit: limit, length: length, now: now)
    standing.isExceeded = count >= limit
    return standing
  }

  /// How the window stands.
  func standing(limit: Int, length: Duration, now: Instant) -> RateStanding {
    RateStanding(limit: limit, remaining: max(0, limit - count), reset: (begin ?? now) + length)
  }

  /// Whether one more call would be let through.
  func hasRoom(limit: Int, length: Duration, now: Instant) -> Bool {
    count < limit || begin.map { now - $0 >= length } ?? true
  }
}

/// The calls of everybody, counted for each app and person, or for each app and company where it acts for itself.
public struct CountedCalls: Sendable {
  private var hours: [String: RateWindow] = [:]
  private var spikes: [String: RateWindow] = [:]
  private var hour: Int64 = 0
  private var callsInHour = 0

  /// No call so far.
  public init() {}

  /// Counts a call where limits are shown and not enforced: all calls of the hour together.
  public mutating func count(_ limits: Profile.RateLimits, now: Instant) -> RateStanding {
    let present = now.seconds / 3600
    if present != hour { (hour, callsInHour) = (present, 0) }
    callsInHour += 1
    return .unenforced(limits, callsThisHour: callsInHour, now: now)
  }

  /// Counts a call against both limits; beyond either it is refused, and a refused call does not count.
  public mutating func count(for caller: String, _ limits: Profile.RateLimits, now: Instant) -> RateStanding {
    let hasRoom =
      hours[caller, default: RateWindow()].hasRoom(limit: limits.hour, length: Self.anHour, now: now)
      && spikes[caller, default: RateWindow()].hasRoom(limit: limits.spike, length: limits.spikeWindow, now: now)
    let hour = hours[caller, default: RateWindow()].count(
      limit: limits.hour, length: Self.anHour, now: now, isTaken: hasRoom)
    let spike = spikes[caller, default: RateWindow()].count(
      limit: limits.spike, length: limits.spikeWindow, now: now, isTaken: hasRoom)
    if hour.isExceeded || spike.isExceeded { return hour.isExceeded ? hour : spike }
    return spike.remaining <= hour.remaining ? spike : hour
  }

  /// When nobody is kept waiting any more.
  public func reset(_ limits: Profile.RateLimits, now: Instant) -> Instant {
    let usedUp =
      hours.values.map { $0.standing(limit: limits.hour, length: Self.anHour, now: now) }
      + spikes.values.map { $0.standing(limit: limits.spike, length: limits.spikeWindow, now: now) }
    let resets = usedUp.filter { $0.remaining == 0 && $0.reset > now }.map(\.reset)
    return resets.max() ?? now + limits.spikeWindow
  }

  private static let anHour: Duration = .seconds(3600)
}
