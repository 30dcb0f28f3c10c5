import HTTPTypes

/// The rate limit headers that every answer of the API bears (Procore, rate limiting).
public enum RateHeaders {
  /// The headers after so many calls in this hour; not enforced, so never fewer than one is left.
  public static func fields(_ limits: Profile.RateLimits, callsThisHour: Int, now: Instant) -> HTTPFields {
    return [
      .rateLimitLimit: String(limits.hour), .rateLimitRemaining: String(max(1, limits.hour - callsThisHour)),
      .rateLimitReset: String(reset(after: now).seconds),
    ]
  }

  /// The moment at which calls are counted anew: the next full hour.
  public static func reset(after now: Instant) -> Instant {
    Instant(seconds: (now.seconds.quotientFloored(by: 3600) + 1) * 3600)
  }
}
