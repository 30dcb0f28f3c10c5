import Crypto
import Foundation
import MockCore
import ScenarioCore
import Testing

@testable import Reports

@Suite struct PageTests {
  private static let page = HTMLReport.text(of: PageExample.run, histories: PageExample.histories, number: 12)

  @Test func `a run as a page`() throws { try Golden.expect(Self.page, "page.html") }

  @Test func `the same run is the same page`() {
    #expect(HTMLReport.text(of: PageExample.run, histories: PageExample.histories, number: 12) == Self.page)
  }

  @Test func `every anchor stands once, and every link leads to one`() {
    let reading = PageReading(Self.page)
    let anchors = reading.values(of: "id")
    let links = reading.values(of: "href") + reading.values(of: "aria-labelledby").map { "#" + $0 }
    #expect(Set(anchors).count == anchors.count)
    #expect(links.count > 60)
    for link in Set(links) { #expect(link.hasPrefix("#") && anchors.contains(String(link.dropFirst())), "\(link)") }
  }

  @Test func `a page loads nothing, runs nothing, and knows its styles by their digest`() throws {
    let reading = PageReading(Self.page)
    let names = Set(reading.elements.map(\.name))
    #expect(names.isDisjoint(with: ["script", "link", "img", "iframe", "object", "embed", "form", "base", "image"]))
    let attributes = Set(reading.elements.flatMap(\.attributes.keys))
    #expect(attributes.isDisjoint(with: ["style", "src", "srcset", "action", "xlink:href"]))
    #expect(!attributes.contains { $0.hasPrefix("on") })
    #expect(reading.style.ranges(of: "url(").count == reading.style.ranges(of: "url(#").count)
    #expect(!reading.style.contains("@import") && !reading.style.contains("//"))
    let digest = Data(SHA256.hash(data: Data(reading.style.utf8))).base64EncodedString()
    let policy = try #require(reading.values(of: "content").first { $0.contains("default-src") })
    #expect(policy == "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'")
  }

  @Test func `whoever cannot see the page is told everything in words`() {
    let text = PageReading(Self.page).text
    for words in [
      "login as pat.admin@granite.example, allow", "with code#1", "issues access#1, refresh#1", "access#1 expired",
      "fault “lost”: decided, and the answer never arrived whole", "refresh-token-replaced", "browser to login host",
      "to file host", "refresh#2 ended from outside", "tried to reach errors.example:443", "debug.log holds refresh#1",
      "sent again although it was replaced.", "Keep what the last answer brought.", "not applicable", "exit 0",
    ] { #expect(text.contains(words), "\(words)") }
  }

  @Test func `a finding is pinned to the exchanges it rests on, with its name where it stands first`() throws {
    let reading = PageReading(Self.page)
    let pins = reading.elements.filter { $0.attributes["class"]?.hasPrefix("pin") == true }
    #expect(pins.map { $0.attributes["href"] } == ["#s1f1", "#s1f1", "#s1f2"])
    let hits = reading.elements.filter { $0.attributes["class"] == "hit" }.map { $0.attributes["id"] }
    #expect(hits == ["s1x4", "s1x5"])
    let pinned = try #require(Self.page.firstRange(of: "id=\"s1x4\""))
    #expect(Self.page[pinned.upperBound...].prefix(1200).contains("✗ 1 refresh/rotation-kept</a>"))
  }

  @Test func `a scenario whose history was not kept says so, and keeps its findings`() {
    let text = PageReading(HTMLReport.text(of: PageExample.run, histories: [nil, nil])).text
    #expect(text.contains("The history of this scenario was not kept."))
    #expect(text.contains("was sent again"))
    #expect(PageReading(HTMLReport.text(of: PageExample.run, histories: [])).text.contains("was not kept."))
  }

  @Test func `a run without findings says so`() {
    let text = PageReading(HTMLReport.text(of: ReportExample.allPassed, histories: [nil, nil])).text
    #expect(text.contains("Nothing calls for anybody."))
    #expect(!PageReading(Self.page).text.contains("Nothing calls for anybody."))
  }
}

/// What a connector means harm with arrives in a page as text, and in small portions.
@Suite struct HostilePageTests {
  private static let words = "</pre></script><script>alert(1)</script><b x='\"&amp; \u{1B}[2J\u{202E}\u{0}\r\u{FFFE}"

  /// A history in which everything that may be foreign is.
  private static func history(_ words: String) -> History {
    var history = PageExample.history
    for index in history.exchanges.indices {
      history.exchanges[index].path = "/" + words
      history.exchanges[index].method = words
      history.exchanges[index].operation = words
      history.exchanges[index].user = words
      history.exchanges[index].presented = words
      history.exchanges[index].issued = ["access#" + words, words]
      history.exchanges[index].query = [Parameter(words, words)]
      history.exchanges[index].requestBody = words
      history.exchanges[index].answerBody = words
      history.exchanges[index].fault?.name = words
    }
    for index in history.steps.indices {
      history.steps[index].id = words + "\(index)"
      history.steps[index].summary = words
      history.steps[index].session = words
      history.steps[index].changes = [words]
      history.steps[index].failure = words
      history.steps[index].answers = [ConnectorAnswer(status: 200, body: words, url: words)]
    }
    history.output = [OutputLine(stream: .output, text: words, exchangesBefore: 2)]
    history.brokenOff = words
    history.unexpectedExit = words
    return history
  }

  private static func run(_ words: String) -> RunResult {
    var run = PageExample.run
    run.connector = words
    run.version = words
    run.clockReason = words
    run.clock = .real
    var scenario = PageExample.failed
    (scenario.scenario, scenario.title, scenario.reason, scenario.repeatedBy) = (words, words, words, words)
    scenario.parameters = [words: words]
    for index in scenario.findings.indices {
      scenario.findings[index].message = words
      scenario.findings[index].advice = words
      scenario.findings[index].clauses = [words]
      scenario.findings[index].step = words
    }
    scenario.findings[0].check = words
    scenario.findings[1].expectation = words
    run.scenarios = [scenario]
    return run
  }

  @Test func `markup, control characters and marks of direction stay text`() {
    let page = HTMLReport.text(of: Self.run(Self.words), histories: [Self.history(Self.words)])
    let reading = PageReading(page)
    #expect(!reading.elements.contains { $0.name == "script" || $0.attributes["x"] != nil && $0.name == "b" })
    let values = page.unicodeScalars.map(\.value)
    #expect(!values.contains { $0 < 0x20 && $0 != 0x0A || (0x7F...0x9F).contains($0) || $0 == 0x202E || $0 == 0xFFFE })
    #expect(reading.text.contains("</pre></script><script>alert(1)</script><b x='\"&amp; \u{FFFD}[2J"))
    #expect(reading.values(of: "title").contains { $0.contains("<b x='\"&amp;") })
    let anchors = Set(reading.values(of: "id"))
    #expect(reading.values(of: "href").allSatisfy { anchors.contains(String($0.dropFirst())) })
  }

  @Test(arguments: ["y", "\u{301}", "<"])
  func `ten megabytes on one line are cut, and it says so`(_ piece: String) {
    let words = String(repeating: piece, count: 10_000_000 / piece.utf8.count)
    var history = PageExample.history
    history.output = [OutputLine(stream: .output, text: words, exchangesBefore: 2)]
    history.exchanges[2].answerBody = words
    history.exchanges[2].path = words
    history.steps[0].answers[0].body = words
    var run = PageExample.run
    run.scenarios[0].findings[0].message = words
    let page = HTMLReport.text(of: run, histories: [history, nil])
    #expect(page.utf8.count < 300_000)
    #expect(page.contains("more characters)"))
    #expect(!PageReading(page).elements.isEmpty)
  }

  @Test func `of twenty thousand exchanges some are shown, and those on which findings rest`() {
    var history = PageExample.history
    let call = history.exchanges[2]
    history.exchanges += (7...20_000).map { number in
      var exchange = call
      exchange.number = number
      return exchange
    }
    var run = PageExample.run
    run.scenarios[0].findings[0].exchanges = [10_000]
    let page = HTMLReport.text(of: run, histories: [history, nil])
    #expect(page.utf8.count < 3_000_000)
    #expect(page.contains("more exchanges are not shown."))
    let anchors = PageReading(page).values(of: "id")
    #expect(anchors.contains("s1x10000") && anchors.contains("s1x1") && anchors.contains("s1x20000"))
    #expect(!anchors.contains("s1x9999"))
  }

  @Test func `what is not long is not cut`() {
    let page = HTMLReport.text(of: PageExample.run, histories: PageExample.histories)
    #expect(!page.contains("more characters)") && !page.contains("are not shown."))
  }
}
