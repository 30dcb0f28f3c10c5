import MockCore

/// What it comes to when somebody fills in fields on a page and presses something with a certain text.
public enum PressOnPage: Hashable, Sendable {
  /// A form is sent with these parameters.
  case send(HTMLForm, [Parameter])
  /// A link is followed.
  case follow(String)
  /// There is nothing of the kind; what there is instead, for people.
  case missing(String)

  /// Decides: a button of the first form that has all the fields, otherwise a link.
  ///
  /// Texts are compared without regard to the width of white space.
  public static func decide(_ html: String, fill: [String: String], press text: String) -> PressOnPage {
    let forms = HTMLForm.all(in: html)
    let fitting = forms.filter { form in fill.keys.allSatisfy(form.has) }
    for form in fitting {
      if let button = form.buttons.first(where: { $0.label.plain == text.plain }) {
        return .send(form, form.filled(fill, pressing: button))
      }
    }
    let links = HTMLLink.all(in: html)
    if fill.isEmpty, let link = links.first(where: { $0.text.plain == text.plain }) { return .follow(link.address) }
    if !fill.isEmpty && fitting.isEmpty {
      let wanted = fill.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
      return .missing("no form has the fields \(wanted)\(found(forms.flatMap(\.fields).map(\.name), "fields"))")
    }
    let texts = forms.flatMap(\.buttons).map(\.label) + links.map(\.text)
    return .missing("nothing reads \"\(text)\"\(found(texts.map(\.plain), "buttons and links"))")
  }

  private static func found(_ names: [String], _ what: String) -> String {
    let shown = names.filter { !$0.isEmpty }.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ")
    return shown.isEmpty ? "; it has no \(what)" : "; its \(what): \(shown)"
  }
}

/// A link of a page.
struct HTMLLink: Hashable, Sendable {
  /// Where it leads, as it stands in the page.
  var address: String
  /// What it reads.
  var text: String

  /// The links of a page, in order.
  static func all(in html: String) -> [HTMLLink] {
    var links: [HTMLLink] = []
    var open: (address: String, begins: String.Index)?
    for tag in HTMLTag.all(in: html) {
      if tag.name == "a" { open = tag.attributes["href"].map { ($0, tag.range.upperBound) } }
      guard tag.name == "/a", let link = open else { continue }
      links.append(HTMLLink(address: link.address, text: HTMLTag.text(of: html[link.begins..<tag.range.lowerBound])))
      open = nil
    }
    return links
  }
}

extension String {
  /// The words of a text with one space between them.
  fileprivate var plain: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
