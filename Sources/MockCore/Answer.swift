import HTTPTypes
import JSONSource

/// What the mock answers, before a fault may spoil it.
public struct Answer: Sendable {
  /// What stands in an answer.
  public enum Body: Sendable {
    case empty
    /// JSON text.
    case json(String)
    /// A file.
    case bytes([UInt8])
    /// A page for people, by name, with its values; the template escapes them.
    case page(Page)
    /// A token answer, whose access token is still to be signed.
    case tokens(TokenAnswer)
    /// The same in the fragment of the address that a browser is sent to, with what else stands there.
    case fragment(TokenAnswer, [Parameter])
  }

  /// The status.
  public var status: Int
  /// The headers that belong to the decision; length and date come with the sending.
  public var headers: HTTPFields
  /// The body.
  public var body: Body

  /// Makes an answer.
  public init(status: Int, headers: HTTPFields = [:], body: Body = .empty) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The tokens in it, if they must be signed.
  public var unsignedTokens: TokenAnswer? {
    switch body {
    case .tokens(let tokens) where tokens.claims != nil, .fragment(let tokens, _) where tokens.claims != nil: tokens
    default: nil
    }
  }

  /// The answer with its access token where that belongs: in the body, or in the address that a browser is sent to.
  public func bearing(accessToken: String) -> Answer {
    var answer = self
    switch body {
    case .tokens(let tokens): answer.body = .json(tokens.body(accessToken: accessToken))
    case .fragment(let tokens, let others):
      answer.body = .empty
      answer.headers[.location]? += "#" + FormEncoding.encodeForm(tokens.fragment(accessToken: accessToken) + others)
    case .empty, .json, .bytes, .page: break
    }
    return answer
  }

  /// An answer of JSON.
  public static func json(_ status: Int, _ value: JSONValue, headers: HTTPFields = [:]) -> Answer {
    Answer(status: status, headers: headers, body: .json(value.encoded()))
  }

  /// A page.
  public static func page(_ status: Int, _ page: Page) -> Answer {
    Answer(status: status, headers: [.cacheControl: "no-store"], body: .page(page))
  }

  /// A redirect with 302, as Rails answers.
  public static func redirect(to location: String) -> Answer {
    Answer(status: 302, headers: [.location: location, .cacheControl: "no-store"])
  }
}

/// A page of the authorization server.
public enum Page: Sendable, Hashable {
  case login(LoginPage)
  case consent(ConsentPage)
  /// The page for a request that must not be redirected.
  case error(title: String, description: String)
  /// The page that shows a code to a person (out of band).
  case code(String)
  /// The apps of a company.
  case apps(AppManagementPage)
  /// What a person sees at the root of the login host.
  case welcome(signedInAs: String?)
}

/// What the login page shows.
public struct LoginPage: Sendable, Hashable {
  /// What is asked for on the page.
  public enum Step: Sendable, Hashable { case email, password, both }

  /// What is asked for.
  public var step: Step
  /// The address to go back to after the login.
  public var returnTo: String
  /// What went wrong the last time.
  public var message: String?
  /// The e-mail address that was typed the last time.
  public var login: String
  /// The people of the world, to click on.
  public var people: [Person]
  /// What shows that the form was sent from a page of this browser's.
  public var formToken = ""

  /// One person to click on.
  public struct Person: Sendable, Hashable {
    /// The login.
    public var login: String
    /// The name.
    public var name: String
  }
}

/// What the consent page shows.
public struct ConsentPage: Sendable, Hashable {
  /// The app that asks.
  public var app: String
  /// Who is asked.
  public var user: String
  /// The login of who is asked.
  public var login: String
  /// The authorization request, to be sent along with the decision.
  public var request: [Parameter]
  /// What shows that the form was sent from a page of this browser's.
  public var formToken = ""
}

/// A token answer (RFC 6749 section 5.1).
public struct TokenAnswer: Sendable, Hashable {
  /// What the access token says of itself; nil for an opaque one.
  public var claims: JSONObject?
  /// The name under which the access token is stored; the token itself when it is opaque.
  public var accessTokenID: String
  /// `bearer`, in the profile's spelling.
  public var tokenType: String
  /// Seconds.
  public var expiresIn: Int64
  /// The refresh token; a client that acts for itself gets none.
  public var refreshToken: String?
  /// Seconds since the Unix epoch.
  public var createdAt: Int64
  /// Whether the answer has a member that no page of Procore's names.
  public var hasUnknownMember = false

  /// What a browser carries, once the access token is known (RFC 6749 section 4.2.2).
  public func fragment(accessToken: String) -> [Parameter] {
    [
      Parameter("access_token", accessToken), Parameter("token_type", tokenType),
      Parameter("expires_in", String(expiresIn)),
    ]
  }

  /// The answer's body as JSON text, once the access token is known.
  public func body(accessToken: String) -> String {
    var line = JSONLine()
    line.add("access_token", accessToken)
    line.add("token_type", tokenType)
    line.add("expires_in", expiresIn)
    line.add("refresh_token", refreshToken)
    line.add("created_at", createdAt)
    if hasUnknownMember { line.add("region") { $0.add("name", "us01") } }
    return line.text
  }
}
