/// The digests of everything that a scenario's verdict depends on; evidence speaks of these bytes and of no others.
public struct TestedBytes: Hashable, Sendable, Codable {
  /// A part whose change makes evidence stale.
  public enum Part: String, CaseIterable, Hashable, Sendable, Codable {
    case connector
    case connectorFile = "connector-file"
    case manifest, scenario, world, profile, catalog, dryfit

    /// The part as a sentence names it: `the connector`.
    public var words: String {
      switch self {
      case .connector: "the connector"
      case .connectorFile: "connector.json"
      case .manifest: "the manifest"
      case .scenario: "the scenario"
      case .world: "its world"
      case .profile: "its profile"
      case .catalog: "the catalog"
      case .dryfit: "Dryfit itself"
      }
    }
  }

  /// The build under test.
  public var connector: Digest
  /// The connector file.
  public var connectorFile: Digest
  /// The manifest of the version that was tested; nil when a run belonged to no version.
  public var manifest: Digest?
  /// The scenario's file.
  public var scenario: Digest
  /// The scenario's world, with what was laid over it.
  public var world: Digest
  /// The scenario's profile, with what it extends.
  public var profile: Digest
  /// All catalog files.
  public var catalog: Digest
  /// The program that tested.
  public var dryfit: Digest

  /// Names the bytes.
  public init(
    connector: Digest, connectorFile: Digest, manifest: Digest?, scenario: Digest, world: Digest, profile: Digest,
    catalog: Digest, dryfit: Digest
  ) {
    self.connector = connector
    self.connectorFile = connectorFile
    self.manifest = manifest
    self.scenario = scenario
    self.world = world
    self.profile = profile
    self.catalog = catalog
    self.dryfit = dryfit
  }

  /// The digest of one part.
  public subscript(part: Part) -> Digest? {
    switch part {
    case .connector: connector
    case .connectorFile: connectorFile
    case .manifest: manifest
    case .scenario: scenario
    case .world: world
    case .profile: profile
    case .catalog: catalog
    case .dryfit: dryfit
    }
  }

  /// The parts in which the two differ, in the order of ``Part``.
  public func parts(differingFrom other: TestedBytes) -> [Part] {
    Part.allCases.filter { self[$0] != other[$0] }
  }
}
