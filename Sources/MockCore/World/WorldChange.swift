import JSONSource

/// One change on Procore's side, as an administrator, a user or Procore itself could make it.
public enum WorldChange: Hashable, Sendable {
  /// Gives a person a level on one tool, whatever the template says.
  case setLevel(user: Int64, company: Int64, project: Int64?, tool: Tool, level: PermissionLevel)
  case disableTool(project: Int64, tool: Tool)
  case enableTool(project: Int64, tool: Tool)
  case removeFromProject(user: Int64, project: Int64)
  /// Gives back what ``removeFromProject(user:project:)`` took.
  case addToProject(user: Int64, project: Int64)
  case removeFromCompany(user: Int64, company: Int64)
  /// Gives back what ``removeFromCompany(user:company:)`` took.
  case addToCompany(user: Int64, company: Int64)
  case disableUser(Int64)
  case enableUser(Int64)
  case installApp(company: Int64)
  case uninstallApp(company: Int64)
  /// Makes a record private.
  case hide(collection: String, record: Int64)
  /// Revokes the tokens of one person, or of everybody.
  case revoke(TokenKinds, user: Int64?)
  /// Ends the life of the access tokens of one person, or of everybody, at this moment.
  case expireAccess(user: Int64?)
  /// Gives the app another client secret; the connector still has the old one.
  case rotateSecret
  /// Turns knobs of the profile, as a profile file names them.
  case setProfile(JSONValue)
}
