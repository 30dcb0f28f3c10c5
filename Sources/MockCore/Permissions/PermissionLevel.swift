/// What a person may do with a tool (Procore: None, Read Only, Standard, Admin), lowest first.
public enum PermissionLevel: String, CaseIterable, Hashable, Sendable, Codable, Comparable {
  case none, readOnly, standard, admin

  /// Whether the first level gives less than the second.
  public static func < (first: PermissionLevel, second: PermissionLevel) -> Bool { first.rank < second.rank }

  /// The next level down; `none` stays `none`.
  public var lowered: PermissionLevel { Self.allCases[max(0, rank - 1)] }

  private var rank: Int {
    switch self {
    case .none: 0
    case .readOnly: 1
    case .standard: 2
    case .admin: 3
    }
  }
}
