import HTTPTypes

/// The refusal of a call beyond a limit (Procore, rate limiting): the same words for both limits.
public enum RefuseRate {
  /// Refuses a call of a known token; what is wrong with the token itself is told by the ladder instead.
  public static func decide(
    _ call: Call, _ standing: RateStanding, directory: Directory, profile: Profile, now: Instant
  ) -> Decision {
    var about = Particulars()
    about.operation = call.route?.operation.name
    about.route = call.route?.template.route
    about.company = CompanyNamed(call.request, call.route, directory).company
    if case .known(let token) = call.token {
      about.presented = token.name
      about.grant = token.grant
      about.user = token.user.flatMap { directory.user($0)?.login }
    }
    var decision = CallRefused(grounds: .rateLimited, about: about).decision(
      action: call.route?.operation.action, profile: profile)
    if profile.retryAfterOn429 {
      decision.answer.headers[.retryAfter] = String(max(1, standing.reset.roundedUpSeconds - now.seconds))
    }
    return decision
  }

  /// Under which name the calls of a token are counted: app and person, or app and company for a service account.
  public static func caller(_ token: Call.Bearer, company: Int64?) -> String {
    guard case .known(let token) = token else { return "nobody" }
    return token.isOfService
      ? "\(token.client) company \(company ?? 0)" : "\(token.client) user \(token.user ?? 0)"
  }
}
