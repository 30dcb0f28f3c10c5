/// How far the clock is moved.
public enum Advance: Hashable, Sendable {
  /// By a span.
  case by(Duration)
  /// To a moment.
  case to(Instant)
  /// Until just after the newest access token has expired.
  case untilAccessTokenExpired
  /// Until just after the newest code has expired.
  case untilCodeExpired
  /// Until the API counts calls anew.
  case untilRateLimitReset
}
