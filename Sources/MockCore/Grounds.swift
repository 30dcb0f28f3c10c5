/// Why an answer was what it was: a closed list, one word for each reason the mock knows.
///
/// Every recorded exchange carries one. Scenarios name them in `"because"`.
public enum Grounds: String, CaseIterable, Hashable, Sendable, Codable {
  // The browser.
  case loginShown = "login-shown"
  case loggedIn = "logged-in"
  case loggedOut = "logged-out"
  case wrongPassword = "wrong-password"
  case userDisabled = "user-disabled"
  case consentShown = "consent-shown"
  case codeIssued = "code-issued"
  case consentDenied = "consent-denied"
  case codeShown = "code-shown"

  // Clients and requests (RFC 6749 sections 4.1.2.1 and 5.2).
  case parameterMissing = "parameter-missing"
  case parameterMalformed = "parameter-malformed"
  case clientUnknown = "client-unknown"
  case clientSecretWrong = "client-secret-wrong"
  case clientAuthenticatedTwice = "client-authenticated-twice"
  case redirectUriUnregistered = "redirect-uri-unregistered"
  case responseTypeUnsupported = "response-type-unsupported"
  case grantTypeUnsupported = "grant-type-unsupported"
  case grantTypeNotAllowed = "grant-type-not-allowed"

  // Codes and tokens.
  case codeUnknown = "code-unknown"
  case codeExpired = "code-expired"
  case codeUsed = "code-used"
  case codeOfAnotherClient = "code-of-another-client"
  case redirectUriDiffers = "redirect-uri-differs"
  case refreshTokenUnknown = "refresh-token-unknown"
  case refreshTokenReplaced = "refresh-token-replaced"
  case refreshTokenRevoked = "refresh-token-revoked"
  case refreshTokenOfAnotherClient = "refresh-token-of-another-client"
  case tokensIssued = "tokens-issued"
  case tokensRefreshed = "tokens-refreshed"
  case tokensRevoked = "tokens-revoked"
  case tokenDescribed = "token-described"

  // The REST API, in the order in which it is decided.
  case tokenMissing = "token-missing"
  case tokenUnknown = "token-unknown"
  case tokenExpired = "token-expired"
  case tokenRevoked = "token-revoked"
  case rateLimited = "rate-limited"
  case routeUnknown = "route-unknown"
  case companyHeaderMissing = "company-header-missing"
  case companyHeaderDiffers = "company-header-differs"
  case notInCompany = "not-in-company"
  case appNotInstalled = "app-not-installed"
  case queryIdMissing = "query-id-missing"
  case projectUnknown = "project-unknown"
  case notInProject = "not-in-project"
  case toolDisabled = "tool-disabled"
  case levelNone = "level-none"
  case levelTooLow = "level-too-low"
  case recordUnknown = "record-unknown"
  case recordPrivate = "record-private"
  case bodyInvalid = "body-invalid"
  case granted = "granted"

  // Beside the rules.
  case faultScripted = "fault-scripted"
  case requestMalformed = "request-malformed"
}
