/// A tool of Procore by the name that people see, such as `RFIs` or `Punch List`; the set is open.
public struct Tool: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
  /// The tool's name.
  public let rawValue: String

  /// Names a tool.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Reads a tool's name from where it stands alone.
  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the tool's name alone.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// The tool's name.
  public var description: String { rawValue }

  /// The company tool whose Admin level makes a company administrator, who sees all projects.
  public static let companyAdmin = Tool(rawValue: "Admin")
  /// The people of a company or of a project.
  public static let directory = Tool(rawValue: "Directory")
}
