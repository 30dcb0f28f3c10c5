import ScenarioCore

/// The checks that look at every run, whatever its scenario was about.
///
/// A check fails only what is wrong whatever the connector's design. What one history cannot decide is left to the
/// scenarios, which can put the question.
public enum ClientChecks {
  /// All checks, by family.
  public static let all: [Check] = [
    .hostsReachable,
    .responseType, .stateSent, .stateVerified, .errorCallback, .redirectURISame, .codeOnce, .secretPlacement, .pkce,
    .loginHost, .openRedirect, .tokenTypeCase, .sessionsApart,
    .rotationKept, .singleFlight, .oncePer401, .noLoop, .invalidGrantFinal, .refreshOnlyFor401, .lostReply,
    .transientTrouble, .survivesRestart,
    .honoursExpiresIn, .expiryMargin, .deadTokenNotUsed, .longToken,
    .forbiddenIsFinal, .notInstalled, .partialIsFine, .invisibleIsNotDeleted, .companyHeader, .tenantCrossing,
    .overAsking,
    .tokenPlacement, .tokenAudience, .rateLimit, .serverErrors, .pagination, .writeOnce, .knownEndpoints,
    .longIdentifiers, .errorShapes,
    .secretsOutput, .secretsPages, .secretsURLs, .secretsFiles, .revokedOnDisconnect,
  ]

  /// The check of that name; nil if there is none.
  public static func named(_ name: String) -> Check? { all.first { $0.name == name } }

  /// What all checks have to say about a history: at least one finding of each, `pass` and `not-exercised` among them.
  public static func judge(_ history: History) -> [Finding] { all.flatMap { $0.findings(in: history) } }
}
