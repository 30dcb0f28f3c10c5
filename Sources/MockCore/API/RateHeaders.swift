import HTTPTypes

/// The rate limit headers that every answer of the API bears (Procore, rate limiting).
public enum RateHeaders {
  /// The headers that tell how a caller stands.
  public static func fields(_ standing: RateStanding) -> HTTPFields {
    [
      .rateLimitLimit: String(standing.limit), .rateLimitRemaining: String(standing.remaining),
      .rateLimitReset: String(standing.reset.roundedUpSeconds),
    ]
  }

  /// The headers after so many calls in this hour; not enforced, so never fewer than one is left.
  public static func fields(_ limits: Profile.RateLimits, callsThisHour: Int, now: Instant) -> HTTPFields {
    fields(.unenforced(limits, callsThisHour: callsThisHour, now: now))
  }

  /// The moment at which calls are counted anew: the next full hour.
  public static func reset(after now: Instant) -> Instant {
    Instant(seconds: (now.seconds.quotientFloored(by: 3600) + 1) * 3600)
  }
}

extension Instant {
  /// Whole seconds since the Unix epoch, of which none is before the moment: a client that waits for them has waited.
  var roundedUpSeconds: Int64 { -(-milliseconds).quotientFloored(by: 1000) }
}
