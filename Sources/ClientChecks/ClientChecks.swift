import ScenarioCore

/// The checks that look at every run, whatever its scenario was about.
///
/// A check fails only what is wrong whatever the connector's design. What one history cannot decide is left to the
/// scenarios, which can put the question.
public enum ClientChecks {
  /// All checks, by family.
  public static let all: [Check] = [
    .hostsReachable, .loginHost,
    .responseType, .stateSent, .redirectURISame, .codeOnce, .secretPlacement, .errorCallback,
    .rotationKept, .singleFlight, .invalidGrantFinal, .refreshOnlyFor401,
    .deadTokenNotUsed,
    .forbiddenIsFinal, .companyHeader,
    .tokenPlacement, .tokenAudience,
    .secretsOutput, .secretsPages, .secretsURLs, .secretsFiles,
  ]

  /// The check of that name; nil if there is none.
  public static func named(_ name: String) -> Check? { all.first { $0.name == name } }

  /// What all checks have to say about a history: at least one finding of each, `pass` and `not-exercised` among them.
  public static func judge(_ history: History) -> [Finding] { all.flatMap { $0.findings(in: history) } }
}
