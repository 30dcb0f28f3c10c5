import JSONSource
import MockCore

/// What sandboxes are made of: files of which each is read when it is needed first, and then kept.
public struct SandboxFixtures: Sendable {
  /// The catalog of every sandbox.
  public var catalog: Catalog
  /// The names of all worlds and profiles.
  public var names: @Sendable () async -> FixtureNames
  /// A world by its name.
  public var world: @Sendable (String) async -> Result<World, WrongFixture>
  /// A profile by its name.
  public var profile: @Sendable (String) async -> Result<Profile, WrongFixture>
  /// The description of the control API, as JSON text; nil where it is not installed.
  public var description: @Sendable () async -> String?

  /// States where fixtures come from.
  public init(
    catalog: Catalog, names: @escaping @Sendable () async -> FixtureNames,
    world: @escaping @Sendable (String) async -> Result<World, WrongFixture>,
    profile: @escaping @Sendable (String) async -> Result<Profile, WrongFixture>,
    description: @escaping @Sendable () async -> String?
  ) {
    self.catalog = catalog
    self.names = names
    self.world = world
    self.profile = profile
    self.description = description
  }
}

/// A fixture that cannot be used.
public struct WrongFixture: Error {
  /// What is wrong with its file.
  public var diagnostics: [Diagnostic]

  /// States what is wrong.
  public init(diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}
