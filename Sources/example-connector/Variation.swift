import ArgumentParser

/// One way in which the connector does something else and is right too, so that a test of connectors can be shown to
/// leave it alone.
enum Variation: String, CaseIterable, ExpressibleByArgument, Sendable {
  case pkce
  case basicCredentials = "basic-credentials"
  case jsonTokenRequests = "json-token-requests"
  case redirectURIOnRefresh = "redirect-uri-on-refresh"
  case longState = "long-state"
  case refreshesEarly = "refreshes-early"
  case refreshesLate = "refreshes-late"
  case refreshesBeforeEachAction = "refreshes-before-each-action"
  case asksForMe = "asks-for-me"
  case probesWithHEAD = "probes-with-head"
  case pollsInBackground = "polls-in-background"
  case readsStoreEachTime = "reads-store-each-time"
  case neverRepeats = "never-repeats"
  case repeatsThrice = "repeats-thrice"
  case waitsForRateLimit = "waits-for-rate-limit"
  case revokesTwice = "revokes-twice"
  case smallPages = "small-pages"
  case forgetsRejectedLogin = "forgets-rejected-login"

  /// What is different, in one sentence.
  var sentence: String {
    switch self {
    case .pkce: "Adds PKCE with S256 to the login."
    case .basicCredentials: "Sends the client's credentials in a Basic header."
    case .jsonTokenRequests: "Sends its token requests as JSON."
    case .redirectURIOnRefresh: "Sends the redirect URI with every refresh too."
    case .longState: "Sends a state of 600 characters."
    case .refreshesEarly: "Refreshes when a third of a token's life is left."
    case .refreshesLate: "Refreshes only when Procore answers 401."
    case .refreshesBeforeEachAction: "Refreshes before each action of the user."
    case .asksForMe: "Asks Procore who is connected before each action of the user."
    case .probesWithHEAD: "Asks with HEAD whether the API is there before each action of the user."
    case .pollsInBackground: "Asks Procore who is connected every half second, whether a user wants something or not."
    case .readsStoreEachTime: "Keeps nothing in memory: reads the tokens from the file each time."
    case .neverRepeats: "Repeats no request after an error or a lost answer."
    case .repeatsThrice: "Repeats a request three times, with pauses that double."
    case .waitsForRateLimit: "Waits up to three seconds for the end of a rate limit, and goes on."
    case .revokesTwice: "Revokes both tokens at a disconnect, one after the other."
    case .smallPages: "Reads lists in pages of two."
    case .forgetsRejectedLogin:
      "Forgets the tokens when a fresh access token is rejected, in place of keeping the rest."
    }
  }
}
