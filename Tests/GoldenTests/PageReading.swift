import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page as a reader of XML sees it.
final class PageReading: NSObject, XMLParserDelegate {
  /// The elements with their attributes, in order.
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  /// What stands between tags, but for the style sheet.
  private(set) var text = ""
  /// What stands in the style sheet.
  private(set) var style = ""
  private var isInStyle = false

  /// Reads a page; one that is not well-formed is an issue of the test.
  init(_ page: String, sourceLocation: SourceLocation = #_sourceLocation) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    #expect(parser.parse(), "\(parser.lineNumber): \(parser.parserError as Any)", sourceLocation: sourceLocation)
  }

  /// The values of an attribute, wherever it stands.
  func values(of attribute: String) -> [String] { elements.compactMap { $0.attributes[attribute] } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.append((name, attributes))
    isInStyle = name == "style"
  }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
    isInStyle = false
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) {
    if isInStyle { style += characters } else { text += characters }
  }
}
