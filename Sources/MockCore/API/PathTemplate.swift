/// A path with named places, `/rest/v1.0/projects/{project_id}/rfis/{id}`.
public struct PathTemplate: Hashable, Sendable {
  /// One piece between slashes.
  public enum Segment: Hashable, Sendable {
    case literal(String)
    case name(String)
  }

  /// The template as it stands in the catalog.
  public let text: String
  /// Its pieces.
  public let segments: [Segment]
  /// The path as Procore's activity report writes it, `/rest/v1.0/projects/:project_id/rfis`.
  public let route: String
  /// Whether it belongs to version 2 of the API, whose answers have another shape.
  public let isVersion2: Bool

  /// Reads a template.
  public init(_ text: String) {
    self.text = text
    segments = text.split(separator: "/").map { piece in
      piece.hasPrefix("{") && piece.hasSuffix("}")
        ? .name(String(piece.dropFirst().dropLast())) : .literal(String(piece))
    }
    route =
      "/"
      + segments.map {
        switch $0 {
        case .literal(let literal): literal
        case .name(let name): ":\(name)"
        }
      }.joined(separator: "/")
    isVersion2 = text.hasPrefix(Version2.start)
  }

  /// The values of the named places when a path fits; nil when it does not.
  public func match(_ pieces: [Substring]) -> [String: String]? {
    guard pieces.count == segments.count else { return nil }
    var values: [String: String] = [:]
    for (segment, piece) in zip(segments, pieces) {
      switch segment {
      case .literal(let literal): guard literal == piece else { return nil }
      case .name(let name): values[name] = String(piece)
      }
    }
    return values
  }
}
