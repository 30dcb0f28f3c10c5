import HTTPTypes

/// The rate limit headers that every answer of the API bears (Procore, rate limiting).
public enum RateHeaders {
  /// The headers after so many calls in this hour; not enforced, so never fewer than one is left.
  public static func fields(_ limits: Profile.RateLimits, callsThisHour: Int, now: Instant) -> HTTPFields {
    let hour = now.seconds.quotientFloored(by: 3600)
    return [
      .rateLimitLimit: String(limits.hour), .rateLimitRemaining: String(max(1, limits.hour - callsThisHour)),
      .rateLimitReset: String((hour + 1) * 3600),
    ]
  }
}
