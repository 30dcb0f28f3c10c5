extension NamedChange {
  /// The login of the person whom it is about; nil where it is about nobody in particular.
  public var login: String? {
    switch self {
    case .setLevel(let user, _, _, _), .removeFromProject(let user, _), .addToProject(let user, _),
      .removeFromCompany(let user, _), .addToCompany(let user, _), .disableUser(let user), .enableUser(let user):
      user
    default: nil
    }
  }
}
