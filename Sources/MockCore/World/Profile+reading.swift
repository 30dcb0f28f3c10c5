import JSONSource

extension Profile {
  /// The name of the profile that a file builds on, if it names one.
  public static func extended(by json: LocatedJSON) -> String? {
    json["extends"].flatMap { if case .string(let name) = $0.content { name } else { nil } }
  }

  /// Reads a profile; what it does not name stays as in `base`.
  public static func read(_ json: LocatedJSON, base: Profile, into diagnostics: Diagnostics) -> Profile? {
    let reader = Reader<Profile>.wholeObject("a profile") { fields in
      _ = fields.required("format", .formatVersion)
      _ = fields.required("why", .nonEmptyString)
      _ = fields.optional("extends", .nonEmptyString)
      var profile = base
      profile.readTokens(fields)
      profile.readAuthorization(fields)
      profile.readAPI(fields)
      return profile
    }
    return reader.read(json, diagnostics)
  }

  mutating func readTokens(_ fields: Fields) {
    accessTokenLifetime = fields.optional("accessTokenLifetime", .duration, default: accessTokenLifetime)
    accessTokenFormat = fields.optional("accessTokenFormat", .oneOf(AccessTokenFormat.self), default: accessTokenFormat)
    codeLifetime = fields.optional("codeLifetime", .duration, default: codeLifetime)
    refreshRotation = fields.optional("refreshRotation", .refreshRotation, default: refreshRotation)
    failedRefreshBurnsToken = fields.optional("failedRefreshBurnsToken", .bool, default: failedRefreshBurnsToken)
    reusedCodeRevokesTokens = fields.optional("reusedCodeRevokesTokens", .bool, default: reusedCodeRevokesTokens)
    oldAccessTokenAfterRefresh = fields.optional(
      "oldAccessTokenAfterRefresh", .oneOf(OldAccessToken.self), default: oldAccessTokenAfterRefresh)
    tokenType = fields.optional("tokenType", .nonEmptyString, default: tokenType)
    invalidGrantStatus = fields.optional("invalidGrantStatus", .count(in: 400...401), default: invalidGrantStatus)
  }

  mutating func readAuthorization(_ fields: Fields) {
    pkce = fields.optional("pkce", .oneOf(PKCE.self), default: pkce)
    implicitGrant = fields.optional("implicitGrant", .oneOf(ImplicitGrant.self), default: implicitGrant)
    scopes = fields.optional("scopes", .oneOf(Scopes.self), default: scopes)
    jsonTokenRequests = fields.optional(
      "jsonTokenRequests", .oneOf(JSONTokenRequests.self), default: jsonTokenRequests)
    doubleClientAuthentication = fields.optional(
      "doubleClientAuthentication", .oneOf(DoubleClientAuthentication.self), default: doubleClientAuthentication)
    plainHTTPRedirects = fields.optional(
      "plainHTTPRedirects", .oneOf(PlainHTTPRedirects.self), default: plainHTTPRedirects)
    loopbackPorts = fields.optional("loopbackPorts", .oneOf(LoopbackPorts.self), default: loopbackPorts)
    loginPage = fields.optional("loginPage", .oneOf(LoginSteps.self), default: loginPage)
    peopleOffered = fields.optional("peopleOffered", .bool, default: peopleOffered)
    consentRemembered = fields.optional("consentRemembered", .bool, default: consentRemembered)
    outOfBandPage = fields.optional("outOfBandPage", .oneOf(OutOfBandPage.self), default: outOfBandPage)
    authorizeErrors = fields.optional("authorizeErrors", .oneOf(AuthorizeErrors.self), default: authorizeErrors)
    errorPageStatus = fields.optional("errorPageStatus", .oneOf(ErrorPageStatus.self), default: errorPageStatus)
    oauthWords = fields.optional("oauthWords", .oneOf(OAuthWords.self), default: oauthWords)
    tokenInfoNames = fields.optional("tokenInfoNames", .oneOf(TokenInfoNames.self), default: tokenInfoNames)
    realm = fields.optional("realm", .nonEmptyString, default: realm)
  }

  private static func isStatus(_ text: String) -> Bool { Int(text).map { (400...599).contains($0) } ?? false }

  mutating func readAPI(_ fields: Fields) {
    missingCompanyHeader = fields.optional(
      "missingCompanyHeader", .oneOf(MissingCompanyHeader.self), default: missingCompanyHeader)
    companiesWithoutApp = fields.optional(
      "companiesWithoutApp", .oneOf(CompaniesWithoutApp.self), default: companiesWithoutApp)
    noPermission = fields.optional("noPermission", .oneOf(NoPermission.self), default: noPermission)
    retryAfterOn429 = fields.optional("retryAfterOn429", .bool, default: retryAfterOn429)
    retryAfterOn503 = fields.optional("retryAfterOn503", .duration) ?? retryAfterOn503
    validationErrors = fields.optional("validationErrors", .oneOf(ValidationErrors.self), default: validationErrors)
    perPage = fields.optional("perPage", .perPage, default: perPage)
    linkQuery = fields.optional("linkQuery", .oneOf(LinkQuery.self), default: linkQuery)
    linkToPrevious = fields.optional("linkToPrevious", .oneOf(LinkToPrevious.self), default: linkToPrevious)
    rateLimits = fields.optional("rateLimits", .rateLimits, default: rateLimits)
    for member in fields["statusBodies"]?.members ?? [] where !Self.isStatus(member.key) {
      fields.diagnostics.error("\"\(member.key)\" is no status from 400 to 599", atKeyOf: member)
    }
    for (grounds, words) in fields.errorBodies(.refusalOfGrounds) {
      errorBodies[grounds] = words.refusal
      errorBodiesOfShow[grounds] = words.ofShow ?? errorBodiesOfShow[grounds]
    }
    for member in fields.optional("statusBodies", .dictionary(of: .statusBody), default: []) {
      if let status = Int(member.key) { statusBodies[status] = member.value }
    }
  }
}

extension Fields {
  /// The words for grounds that stand under `errorBodies`, of a profile or of one operation.
  func errorBodies<Words>(_ reader: Reader<Words>) -> [Grounds: Words] {
    // Names are looked at first: one body that cannot be read must not hide them.
    for member in self["errorBodies"]?.members ?? [] {
      guard Grounds(rawValue: member.key) == nil, member.key != "note" else { continue }
      let known = Grounds.allCases.map(\.rawValue)
      let hint = Suggestion.hint(for: member.key, among: known) ?? "`dryfit schema grounds` lists them"
      diagnostics.error("unknown ground \"\(member.key)\"", atKeyOf: member, hint: hint)
    }
    var bodies: [Grounds: Words] = [:]
    for member in optional("errorBodies", .dictionary(of: reader), default: []) {
      if let grounds = Grounds(rawValue: member.key) { bodies[grounds] = member.value }
    }
    return bodies
  }
}

/// The words for one ground, and for a single record where they differ.
struct RefusalOfGrounds {
  var refusal: Profile.Refusal
  var ofShow: Profile.Refusal?
}

extension Reader where Value == Int {
  /// The version of a file's format; there is one.
  public static var formatVersion: Reader<Int> {
    Reader<Int64>.integer.compactMap(expected: "1, the only version of this format") { $0 == 1 ? 1 : nil }
  }
}

extension Reader where Value == Profile.RefreshRotation {
  private static var rotations: String { #""immediate", "previous-until-first-use", "none" or {"grace": "30s"}"# }

  static var refreshRotation: Reader<Profile.RefreshRotation> {
    Reader { json, diagnostics in
      if case .object = json.content {
        let grace = Reader<Duration>.object("a rotation with grace") { $0.required("grace", .duration) }
        return grace.read(json, diagnostics).map { .grace($0) }
      }
      let word = Reader<String>.string.compactMap(expected: Self.rotations) {
        word -> Profile.RefreshRotation? in
        switch word {
        case "immediate": .immediate
        case "previous-until-first-use": .previousUntilFirstUse
        case "none": Profile.RefreshRotation.none
        default: nil
        }
      }
      return word.read(json, diagnostics)
    }
  }
}

extension Reader where Value == Profile.PerPage {
  static var perPage: Reader<Profile.PerPage> {
    .object("page sizes") { fields in
      let clamp = Reader<String>.string.compactMap(expected: #""clamp""#) { $0 == "clamp" ? $0 : nil }
      _ = fields.optional("overMax", clamp)
      let standard = fields.required("default", .count(in: 1...10_000))
      guard let max = fields.required("max", .count(in: 1...10_000)), let standard else { return nil }
      if standard > max { fields.error("\(standard) rows unasked are more than \(max), the most", at: "default") }
      return Profile.PerPage(standard: standard, max: max)
    }
  }
}

extension Reader where Value == Profile.RateLimits {
  static var rateLimits: Reader<Profile.RateLimits> {
    .object("rate limits") { fields in
      var limits = Profile.RateLimits()
      limits.isEnforced = fields.optional("enforced", .bool, default: false)
      if let spike = fields.optional("spike", .spike) {
        (limits.spike, limits.spikeWindow) = (spike.limit, spike.window)
      }
      guard let hour = fields.required("hour", .count(in: 1...1_000_000)) else { return nil }
      limits.hour = hour
      return limits
    }
  }
}

/// A limit within a short window.
private struct SpikeLimit {
  var limit: Int
  var window: Duration
}

extension Reader where Value == SpikeLimit {
  fileprivate static var spike: Reader<SpikeLimit> {
    .object("a spike limit") { fields in
      let window = fields.required("window", .duration)
      guard let limit = fields.required("limit", .count(in: 1...1_000_000)), let window else { return nil }
      return SpikeLimit(limit: limit, window: window)
    }
  }
}

extension Reader where Value == Profile.Refusal {
  static var refusal: Reader<Profile.Refusal> {
    .object("a refusal") { fields in
      let status = fields.required("status", .count(in: 200...599))
      guard let body = fields.required("body", .value), let status else { return nil }
      return Profile.Refusal(status: status, body: body)
    }
  }
}

extension Reader where Value == RefusalOfGrounds {
  static var refusalOfGrounds: Reader<RefusalOfGrounds> {
    .object("a refusal") { fields in
      _ = fields.optional("source", .nonEmptyString)
      let ofShow = fields.optional("show", .refusal)
      let status = fields.required("status", .count(in: 200...599))
      guard let body = fields.required("body", .value), let status else { return nil }
      return RefusalOfGrounds(refusal: Profile.Refusal(status: status, body: body), ofShow: ofShow)
    }
  }
}

extension Reader where Value == JSONValue {
  /// The words for a scripted status: `{"body": …}` with its source.
  static var statusBody: Reader<JSONValue> {
    .object("the words for a status") { fields in
      _ = fields.optional("source", .nonEmptyString)
      return fields.required("body", .value)
    }
  }
}
