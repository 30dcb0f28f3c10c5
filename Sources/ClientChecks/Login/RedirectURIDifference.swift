import Foundation

/// In what two redirect URIs differ, in words.
enum RedirectURIDifference {
  /// The part in which two different URIs differ: `in the slash at the end`, `in the port`.
  static func describe(_ first: String, _ second: String) -> String {
    if first + "/" == second || second + "/" == first { return "in the slash at the end" }
    if first.lowercased() == second.lowercased() { return "in upper and lower case" }
    guard let one = URLComponents(string: first), let other = URLComponents(string: second) else {
      return "in the text"
    }
    if one.scheme != other.scheme { return "in the scheme" }
    if one.host != other.host { return "in the host" }
    if one.port != other.port { return "in the port" }
    if one.path != other.path { return "in the path" }
    if one.percentEncodedQuery != other.percentEncodedQuery { return "in the query" }
    return "in the text"
  }
}
