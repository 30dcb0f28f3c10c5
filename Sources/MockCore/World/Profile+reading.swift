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
    unchangedRefreshToken = fields.optional(
      "unchangedRefreshToken", .oneOf(UnchangedRefreshToken.self), default: unchangedRefreshToken)
    failedRefreshBurnsToken = fields.optional("failedRefreshBurnsToken", .bool, default: failedRefreshBurnsToken)
    reusedCodeRevokesTokens = fields.optional("reusedCodeRevokesTokens", .bool, default: reusedCodeRevokesTokens)
    oldAccessTokenAfterRefresh = fields.optional(
      "oldAccessTokenAfterRefresh", .oneOf(OldAccessToken.self), default: oldAccessTokenAfterRefresh)
    tokenType = fields.optional("tokenType", .nonEmptyString, default: tokenType)
    unknownTokenMember = fields.optional("unknownTokenMember", .bool, default: unknownTokenMember)
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

  mutating func readAPI(_ fields: Fields) {
    missingCompanyHeader = fields.optional(
      "missingCompanyHeader", .oneOf(MissingCompanyHeader.self), default: missingCompanyHeader)
    companiesWithoutApp = fields.optional(
      "companiesWithoutApp", .oneOf(CompaniesWithoutApp.self), default: companiesWithoutApp)
    noPermission = fields.optional("noPermission", .oneOf(NoPermission.self), default: noPermission)
    retryAfterOn429 = fields.optional("retryAfterOn429", .bool, default: retryAfterOn429)
    retryAfterOn503 = fields.optional("retryAfterOn503", .duration) ?? retryAfterOn503
    validationErrors = fields.optional("validationErrors", .oneOf(ValidationErrors.self), default: validationErrors)
    perPage = fields.optional("perPage", .perPage(over: perPage), default: perPage)
    linkQuery = fields.optional("linkQuery", .oneOf(LinkQuery.self), default: linkQuery)
    linkToPrevious = fields.optional("linkToPrevious", .oneOf(LinkToPrevious.self), default: linkToPrevious)
    rateLimits = fields.optional("rateLimits", .rateLimits(over: rateLimits), default: rateLimits)
    for (grounds, words) in fields.errorBodies(.refusalOfGrounds) {
      errorBodies[grounds] = words.refusal
      errorBodiesOfShow[grounds] = words.ofShow ?? errorBodiesOfShow[grounds]
      errorBodiesOfStatus[grounds] = words.ofStatus ?? errorBodiesOfStatus[grounds]
    }
    statusBodies.merge(fields.statusBodies("statusBodies") ?? [:]) { _, own in own }
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
    for member in optional("errorBodies", .dictionary(of: reader, allowingNote: true), default: []) {
      if let grounds = Grounds(rawValue: member.key) { bodies[grounds] = member.value }
    }
    return bodies
  }

  /// The words for statuses that stand under a key; nil where there are none.
  func statusBodies(_ key: String) -> [Int: JSONValue]? {
    func isStatus(_ text: String) -> Bool { Int(text).map { (400...599).contains($0) } ?? false }
    for member in self[key]?.members ?? [] where member.key != "note" && !isStatus(member.key) {
      diagnostics.error("\"\(member.key)\" is no status from 400 to 599", atKeyOf: member)
    }
    guard let members = optional(key, .dictionary(of: .statusBody, allowingNote: true)) else { return nil }
    return Dictionary(members.compactMap { member in Int(member.key).map { ($0, member.value) } }) { first, _ in first }
  }
}

/// The words for one ground, and for a single record where they differ.
struct RefusalOfGrounds {
  var refusal: Profile.Refusal
  var ofShow: Profile.Refusal?
  /// The words for other statuses that a knob may give the refusal.
  var ofStatus: [Int: JSONValue]?
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
  /// Page sizes; what is left out stays as in the profile that is built on.
  static func perPage(over base: Profile.PerPage) -> Reader<Profile.PerPage> {
    .object("page sizes") { fields in
      let clamp = Reader<String>.string.compactMap(expected: #""clamp""#) { $0 == "clamp" ? $0 : nil }
      _ = fields.optional("overMax", clamp)
      let max = fields.optional("max", .count(in: 1...10_000), default: base.max)
      guard let standard = fields.optional("default", .count(in: 1...10_000)) else {
        return Profile.PerPage(standard: min(base.standard, max), max: max)
      }
      if standard > max { fields.error("\(standard) rows unasked are more than \(max), the most", at: "default") }
      return Profile.PerPage(standard: standard, max: max)
    }
  }
}

extension Reader where Value == Profile.RateLimits {
  /// Limits; what is left out stays as in the profile that is built on.
  static func rateLimits(over base: Profile.RateLimits) -> Reader<Profile.RateLimits> {
    .object("rate limits") { fields in
      var limits = base
      limits.isEnforced = fields.optional("enforced", .bool, default: base.isEnforced)
      limits = fields.optional("spike", .spike(over: limits), default: limits)
      limits.hour = fields.optional("hour", .count(in: 1...1_000_000), default: base.hour)
      return limits
    }
  }

  /// A limit within a short window.
  fileprivate static func spike(over base: Profile.RateLimits) -> Reader<Profile.RateLimits> {
    .object("a spike limit") { fields in
      var limits = base
      limits.spikeWindow = fields.optional("window", .duration, default: base.spikeWindow)
      limits.spike = fields.optional("limit", .count(in: 1...1_000_000), default: base.spike)
      return limits
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
      let ofStatus = fields.statusBodies("ofStatus")
      let status = fields.required("status", .count(in: 200...599))
      guard let body = fields.required("body", .value), let status else { return nil }
      return RefusalOfGrounds(
        refusal: Profile.Refusal(status: status, body: body), ofShow: ofShow, ofStatus: ofStatus)
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
