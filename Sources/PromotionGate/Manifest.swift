import MockCore

/// What an app declares about itself for one version, as Procore's portal asks for it.
public struct Manifest: Hashable, Sendable {
  /// The app's name.
  public var app: String
  /// The version's number.
  public var version: SemanticVersion
  /// What the app consists of.
  public var components: [Component]
  /// The page that tells people how to set the app up; shown right after an installation.
  public var instructions: Instructions
  /// What people must know after an installation.
  public var postInstallationNotes: String
  /// The highest right on each tool that the app asks for, in the order of the file; empty when it declares none.
  public var uses: [Use]

  /// A part of the app.
  public struct Component: Hashable, Sendable {
    /// The kinds of parts (Procore, building applications).
    public enum Kind: String, CaseIterable, Hashable, Sendable {
      case userLevelAuthentication = "user-level-authentication"
      case serviceAccountAuthentication = "service-account-authentication"
      case fullScreen = "full-screen"
      case sidePanel = "side-panel"
    }
    /// The kind.
    public var kind: Kind
    /// Where a login may return to; only for user-level authentication, and never empty there.
    public var redirectUris: [String]
    /// The page that is shown inside Procore; only for full screen and side panel.
    public var url: String?
  }

  /// The page that tells people how to set the app up.
  public struct Instructions: Hashable, Sendable {
    /// Its address; https.
    public var url: String
    /// Its name.
    public var pageName: String
  }

  /// A right that the app asks for.
  public struct Use: Hashable, Sendable {
    /// The tool.
    public var tool: Tool
    /// The highest level that the app needs.
    public var level: PermissionLevel
  }
}
