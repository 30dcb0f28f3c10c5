import ArgumentParser

/// One way in which the connector misbehaves on purpose, so that a test of connectors can be shown to notice it.
enum Defect: String, CaseIterable, ExpressibleByArgument, Sendable {
  case neverRefreshes = "never-refreshes"
  case forgetsRotatedToken = "forgets-rotated-token"
  case refreshesOn403 = "refreshes-on-403"
  case noState = "no-state"
  case ignoresDenial = "ignores-denial"
  case retries403 = "retries-403"
  case noCompanyHeader = "no-company-header"
  case logsToken = "logs-token"
  case skipsStateCheck = "skips-state-check"
  case retriesInvalidGrant = "retries-invalid-grant"
  case dropsGrantOn503 = "drops-grant-on-503"
  case dropsGrantOnSilence = "drops-grant-on-silence"
  case impatient = "impatient"
  case takesAnyAnswer = "takes-any-answer"
  case onlyByTheClock = "only-by-the-clock"
  case refusesAllForOne = "refuses-all-for-one"
  case parallelRefresh = "parallel-refresh"
  case storesLate = "stores-late"
  case repeatsWrites = "repeats-writes"
  case saysOkWhenForbidden = "says-ok-when-forbidden"
  case hidesNotInstalled = "hides-not-installed"
  case secretInURL = "secret-in-url"
  case tokenInURL = "token-in-url"

  /// What the defect does, in one sentence.
  var sentence: String {
    switch self {
    case .neverRefreshes: "Asks the user to log in again whenever an access token is over."
    case .forgetsRotatedToken: "Keeps the first refresh token, although every refresh replaces it."
    case .refreshesOn403: "Takes a missing right for an expired token: refreshes and repeats."
    case .noState: "Sends no state to the authorization server and checks none."
    case .ignoresDenial: "Exchanges whatever code the callback carries, although the user said no."
    case .retries403: "Repeats a refused request three times."
    case .noCompanyHeader: "Sends no Procore-Company-Id header."
    case .logsToken: "Prints the token answer in a debug line."
    case .skipsStateCheck: "Sends a state, but does not compare it on the way back."
    case .retriesInvalidGrant: "Sends a refused refresh token again, three times in a row and at each user action."
    case .dropsGrantOn503: "Throws the tokens away when the token endpoint has a bad moment."
    case .dropsGrantOnSilence: "Throws the tokens away when the token endpoint does not answer, or not readably."
    case .impatient: "Gives up on an answer after one second and sends the request again, a POST too."
    case .takesAnyAnswer: "Says \"Connected\" whatever the token endpoint answered."
    case .onlyByTheClock: "Refreshes when its own clock says so, and never because of a 401."
    case .refusesAllForOne: "Gives up the whole read when one project is refused."
    case .parallelRefresh: "Lets every request that saw a 401 refresh on its own."
    case .storesLate: "Keeps the rotated refresh token in memory only, so that a restart brings the old one back."
    case .repeatsWrites: "Sends a POST again when its answer was lost."
    case .saysOkWhenForbidden: "Answers 200 with an empty list when everything was refused."
    case .hidesNotInstalled: "Asks for a login when the app is not connected to the company."
    case .secretInURL: "Sends the client secret and the rest of the token request in the URL."
    case .tokenInURL: "Sends the access token in the URL instead of the Authorization header."
    }
  }
}
