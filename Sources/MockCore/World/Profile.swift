import JSONSource

/// Procore's own settings: every behaviour that is a knob, with the documented present as default.
public struct Profile: Sendable {
  /// The forms of an access token.
  public enum AccessTokenFormat: String, CaseIterable, Hashable, Sendable {
    /// A JWT signed with ES512, as the OAuth pages show it.
    case jwtES512 = "jwt-es512"
    /// 64 hexadecimal digits, as the quick start shows it.
    case opaque
  }

  /// What becomes of a refresh token that was used.
  public enum RefreshRotation: Hashable, Sendable {
    /// It dies at once, even if its answer was lost (Procore, troubleshooting).
    case immediate
    /// It stays good for that long.
    case grace(Duration)
    /// There is no rotation: the same token comes back.
    case none
  }

  /// What becomes of the old access token at a refresh; publicly unknown.
  public enum OldAccessToken: String, CaseIterable, Hashable, Sendable { case valid, revoked }

  /// What a call without `Procore-Company-Id` meets; the sources disagree.
  public enum MissingCompanyHeader: String, CaseIterable, Hashable, Sendable {
    case notFound = "404"
    case badRequest = "400"
    case forbidden = "403"
    /// The call is answered, as in regions where the header is not enforced.
    case warn
  }

  /// The sizes of a page where an operation does not say.
  public struct PerPage: Hashable, Sendable {
    /// Rows of a page when none is asked for.
    public var standard = 100
    /// The most rows of a page; more are clamped.
    public var max = 10_000
  }

  /// The limits that the rate headers speak of.
  public struct RateLimits: Hashable, Sendable {
    /// Calls in an hour.
    public var hour = 3600
  }

  /// What a refusal says.
  public struct Refusal: Hashable, Sendable {
    /// The status.
    public var status: Int
    /// The body.
    public var body: JSONValue
  }

  /// How long an access token lives (Procore: 5,400 s).
  public var accessTokenLifetime: Duration = .seconds(5400)
  /// The form of access tokens.
  public var accessTokenFormat = AccessTokenFormat.jwtES512
  /// How long a code lives (Procore: 10 minutes).
  public var codeLifetime: Duration = .seconds(600)
  /// What becomes of a used refresh token.
  public var refreshRotation = RefreshRotation.immediate
  /// What becomes of the old access token at a refresh.
  public var oldAccessTokenAfterRefresh = OldAccessToken.valid
  /// Whether the consent page is skipped for a client that the user allowed before (Doorkeeper).
  public var consentRemembered = true
  /// What a call without `Procore-Company-Id` meets.
  public var missingCompanyHeader = MissingCompanyHeader.notFound
  /// How `token_type` is written (Procore: `bearer`).
  public var tokenType = "bearer"
  /// The status of `invalid_grant` (Doorkeeper today 400, formerly 401).
  public var invalidGrantStatus = 400
  /// The sizes of a page.
  public var perPage = PerPage()
  /// The limits that the rate headers speak of.
  public var rateLimits = RateLimits()
  /// The words of the API's refusals.
  public var errorBodies: [Grounds: Refusal] = [:]
  /// The words of refusals of a single record, where they differ from those of a list.
  public var errorBodiesOfShow: [Grounds: Refusal] = [:]
  /// Procore's words for a status that a fault scripts.
  public var statusBodies: [Int: JSONValue] = [:]

  /// The documented present without words.
  public init() {}

  /// What a refusal on these grounds says.
  public func refusal(on grounds: Grounds, action: Action?) -> Refusal {
    if action == .show || action == .update, let refusal = errorBodiesOfShow[grounds] { return refusal }
    return errorBodies[grounds] ?? Refusal(status: 403, body: ["errors": .array([.string(grounds.rawValue)])])
  }
}
