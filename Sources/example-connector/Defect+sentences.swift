extension Defect {
  /// What the defect does, in one sentence.
  var sentence: String {
    loginSentence ?? refreshSentence ?? rightsSentence ?? mannersSentence ?? secretsSentence
  }

  private var loginSentence: String? {
    switch self {
    case .noState: "Sends no state to the authorization server and checks none."
    case .constantState: "Sends the same state at every login."
    case .counterState: "Counts its logins, and sends the number as the state."
    case .clockState: "Sends its name and the time of day as the state."
    case .skipsStateCheck: "Sends a state, but does not compare it on the way back."
    case .stateOfAnyBrowser: "Takes any state that it gave out, whichever browser brings it back."
    case .ignoresDenial: "Exchanges whatever code the callback carries, although the user said no."
    case .takesAnyAnswer: "Says \"Connected\" whatever the token endpoint answered."
    case .repeatsCode: "Sends a code again, three times in all, when its exchange was refused."
    case .redirectURIWithSlash: "Sends a redirect URI that ends in a slash which was not registered."
    case .redirectURIOnOtherHost: "Names 127.0.0.1 in place of localhost when it exchanges the code."
    case .noRedirectURIInExchange: "Leaves the redirect URI out when it exchanges the code."
    case .pkceWithoutVerifier: "Sends a PKCE challenge, and forgets the verifier."
    case .twoClientMethods: "Sends the client's credentials in the body and in a Basic header."
    case .asksForTokenDirectly: "Asks the login page for a token in place of a code."
    case .hardCodedHosts: "Sends its users to login.procore.com, whatever it was told."
    case .oauthOnAPIHost: "Asks the API host for tokens, not the login host."
    case .expectsCapitalBearer: "Compares token_type with \"Bearer\", letter by letter."
    case .expectsSignedToken: "Takes access tokens only if they are JSON Web Tokens, since it reads them."
    case .takesKnownMembersAlone: "Takes a token answer only if it knows each of its members."
    case .shortTokenColumn: "Keeps the first 255 characters of an access token."
    case .keepsFirstUser: "Keeps the tokens of the first login when somebody else connects."
    case .oneUserForAll: "Keeps one connection for everybody, although each browser is to have its own."
    case .returnsAnywhere:
      "Carries the address to return to in its state, and sends the browser there, whatever site that is."
    default: nil
    }
  }

  private var refreshSentence: String? {
    switch self {
    case .neverRefreshes: "Asks the user to log in again whenever an access token is over."
    case .onlyByTheClock: "Refreshes when its own clock says so, and never because of a 401."
    case .hardCodedLife: "Takes every access token to live two hours, and never refreshes because of a 401."
    case .trustsCreatedAt:
      "Compares created_at, from Procore's clock, with its own, and never refreshes because of a 401."
    case .refreshesEveryCall: "Refreshes before each call of the API."
    case .refreshesWithoutSecret: "Leaves the client secret out when it refreshes."
    case .forgetsRotatedToken: "Keeps the first refresh token, although every refresh replaces it."
    case .forgetsTokenWhenNoneComes: "Overwrites the refresh token with nothing when a refresh brings none."
    case .keepsOldAccessToken: "Uses the new access token once, and goes on with the old one."
    case .parallelRefresh: "Lets every request that saw a 401 refresh on its own."
    case .storesLate: "Keeps the rotated refresh token in memory only, so that a restart brings the old one back."
    case .losesRefreshWhenRefused: "Loses the tokens of a refresh if the action that needed them is refused."
    case .storesNothing: "Keeps its tokens in memory only, so that a restart loses them."
    case .retriesInvalidGrant: "Sends a refused refresh token again, three times in a row and at each user action."
    case .insistsAfterLostReply: "Sends a refresh token twelve times more when the answer to a refresh was lost."
    case .loopsOnInvalidClient: "Tries twelve more times when Procore does not accept its credentials."
    case .loopsOn401: "Refreshes again and again as long as Procore answers 401."
    case .hammersTokenEndpoint: "Repeats a refresh thirty times without a pause when the token endpoint fails."
    case .dropsGrantOfRefusedApp: "Throws the tokens away when Procore does not accept the app's own credentials."
    case .dropsGrantOn503: "Throws the tokens away when the token endpoint has a bad moment."
    case .dropsGrantOn429: "Throws the tokens away when the token endpoint asks for patience."
    case .dropsGrantOnSilence: "Throws the tokens away when the token endpoint does not answer, or not readably."
    case .givesUpForGood: "After one refresh that failed for the moment, it never tries again."
    case .impatient: "Gives up on an answer after one second and sends the request again, a POST too."
    case .refreshesOn403: "Takes a missing right for an expired token: refreshes and repeats."
    case .refreshesOn404: "Takes what is not found for an expired token: refreshes and repeats."
    case .refreshesOn429: "Takes a rate limit for an expired token: refreshes and repeats."
    case .refreshesOn5xx: "Takes a failing server for an expired token: refreshes and repeats."
    default: nil
    }
  }

  private var rightsSentence: String? {
    switch self {
    case .asksForLoginOn403: "Asks the user to log in again when a right is missing."
    case .retries403: "Repeats a refused request three times."
    case .retries404: "Repeats a request for something that is not there five times."
    case .refusesAllForOne: "Gives up the whole read when one project is refused."
    case .refusesAllForMissing: "Gives up the whole read when one project's records are not found."
    case .saysOkWhenForbidden: "Answers 200 with an empty list when everything was refused."
    case .saysWrittenWhenRefused: "Answers 201 before it looks at what Procore said of the write."
    case .remembersRefusal: "Remembers until its end that a company was refused, and asks no more."
    case .forgetsMissingProjects: "Takes a project that is not found for deleted, and never asks for it again."
    case .forgetsHiddenRecords: "Takes a record that was not to be seen for a while for deleted, and shows it no more."
    case .readsUndeclaredTool: "Reads the submittals too, although its manifest declares nothing but RFIs."
    case .hidesNotInstalled: "Asks for a login when the app is not connected to the company."
    case .saysOkWhenNotInstalled: "Answers 200 with an empty list when the app is not connected to the company."
    case .noCompanyHeader: "Sends no Procore-Company-Id header."
    case .noHeaderOnProjects: "Sends the Procore-Company-Id header only once a project is chosen."
    case .headerOfFirstCompany:
      "Sends the Procore-Company-Id of the first company that was asked for, whatever comes later."
    case .noCompanyInQuery: "Leaves company_id out of the query, since the header names the company."
    case .alwaysFirstCompany: "Reads the first company that was asked for, whichever is asked for later."
    case .sharesResults: "Shows everybody what was read for the first who asked."
    default: nil
    }
  }

  private var mannersSentence: String? {
    switch self {
    case .hammersOn429: "Repeats a request at once, twelve times, when Procore says that the rate limit is reached."
    case .takesResetForASpan: "Takes X-Rate-Limit-Reset for a number of seconds to wait."
    case .hammersOn5xx: "Repeats a request at once, thirty times, when Procore fails."
    case .stopsAtShortPage: "Asks for pages of two, and takes a page with fewer rows for the last."
    case .repeatsWrites: "Sends a POST again when its answer was lost."
    case .repeatsRejectedWrites: "Sends a POST again, five times, when Procore did not accept what it says."
    case .dropsWriteAtExpiry: "Refreshes when a write meets an expired token, and forgets the write."
    case .idsOf32Bits: "Keeps ids in 32 bits."
    case .crashesOnStrangeAnswer: "Ends when an answer is not the JSON that it expects."
    case .crashesOnErrorText: "Ends when \"errors\" in an answer is not a list."
    case .expectsErrorList: "Answers 500 when \"errors\" in an answer is not a list, and goes on."
    case .takesPageForNothing: "Takes an answer that is no JSON for an empty list."
    case .reportsErrorsElsewhere: "Sends requests that failed to a tracker of errors, with all their headers."
    case .usesSunsetEndpoint: "Asks who is connected at /vapid, which is gone."
    default: nil
    }
  }

  private var secretsSentence: String {
    switch self {
    case .logsToken: "Prints the token answer in a debug line."
    case .logsHeaders: "Prints the headers of its requests in a debug line."
    case .logsAddresses: "Prints the whole address of each request to it, with the code of the callback."
    case .logsSettings: "Prints its settings at the start, the client secret among them."
    case .logsRefusedToken: "Prints the refresh token that was refused."
    case .tokenInPage: "Leaves the access token in the page that says \"Connected\"."
    case .tokenInCookie: "Keeps the access token in a cookie of the browser."
    case .tokenInRedirect: "Leads the browser on from the callback with the access token in the address."
    case .tokenInLogFile: "Writes the token answer into debug.log in its data folder."
    case .secretInURL: "Sends the client secret and the rest of the token request in the URL."
    case .secretInAuthorizeURL: "Sends the client secret in the address of the login page."
    case .tokenInURL: "Sends the access token in the URL instead of the Authorization header."
    case .revokesNothing: "Forgets its tokens at a disconnect without revoking them."
    case .staysConnected: "Says that it is disconnected, and goes on as before."
    default: "Misbehaves."
    }
  }
}
