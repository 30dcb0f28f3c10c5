import HTTPTypes

extension CallRefused {
  /// The refusal as the profile words it.
  public func decision(action: Action?, profile: Profile) -> Decision {
    var refusal = profile.refusal(on: grounds, action: action, ofOperation: ofOperation)
    if grounds == .companyHeaderMissing, let status = Int(profile.missingCompanyHeader.rawValue),
      status != refusal.status
    {
      refusal.status = status
      refusal.body = profile.errorBodiesOfStatus[grounds]?[status] ?? refusal.body
    }
    var headers: HTTPFields = [:]
    if refusal.status == 401 {
      // Some operations say 401 to people whose tokens are good.
      headers[.wwwAuthenticate] =
        #"Bearer realm="\#(profile.realm)""# + (ofOperation == nil ? #", error="invalid_token""# : "")
    }
    return Decision(.json(refusal.status, refusal.body, headers: headers), because: grounds, about: about)
  }
}
