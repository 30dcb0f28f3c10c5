/// Which tokens a change is about.
public enum TokenKinds: String, CaseIterable, Hashable, Sendable, Codable {
  case access, refresh, both
}
