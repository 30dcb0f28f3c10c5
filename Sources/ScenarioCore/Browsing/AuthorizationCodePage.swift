/// Procore's page that shows a code to a user who is to type it in
/// (redirect URI `urn:ietf:wg:oauth:2.0:oob`).
public enum AuthorizationCodePage {
  /// The code that the page shows; nil when it shows none.
  public static func code(in html: String) -> String? {
    let tags = HTMLTag.all(in: html)
    for (tag, next) in zip(tags, tags.dropFirst()) where tag.attributes["id"] == "authorization_code" {
      let text = HTMLTag.text(of: html[tag.range.upperBound..<next.range.lowerBound])
      return text.isEmpty ? nil : text
    }
    return nil
  }
}
