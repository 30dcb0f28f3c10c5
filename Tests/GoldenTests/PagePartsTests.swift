import MockCore
import ScenarioCore
import Testing

@testable import Reports

@Suite struct HTMLTests {
  @Test func `text is escaped where it stands, and markup is not`() {
    let text = "<b> & \"c\""
    #expect(("<i>\(text)</i>" as HTML).markup == "<i>&lt;b&gt; &amp; \"c\"</i>")
    #expect(("<i title=\"\(text)\">" as HTML).markup == "<i title=\"&lt;b&gt; &amp; &quot;c&quot;\">")
    let part: HTML = "<b>\(1)</b>"
    #expect(("<i>\(part)\([part, part])\(nil as HTML?)</i>" as HTML).markup == "<i><b>1</b><b>1</b><b>1</b></i>")
  }

  @Test(arguments: [true]) func `a text that is chosen in place is text, not markup`(isOpen: Bool) {
    #expect(("<details\(isOpen ? " open=\"\"" : "")>" as HTML).markup == "<details open=&quot;&quot;>")
    #expect(("<details\(isOpen ? " open=\"\"" : HTML.none)>" as HTML).markup == "<details open=\"\">")
  }

  @Test func `what is long is cut with a mark, in scalars`() {
    #expect(("\("abcdef", upTo: 4)" as HTML).markup == "abcd… (2 more characters)")
    #expect(("\("abcd", upTo: 4)" as HTML).markup == "abcd")
    #expect(("\("äöüß", upTo: 4)" as HTML).markup == "äöüß")
    #expect(("\("e\u{301}\u{301}\u{301}", upTo: 2)" as HTML).markup == "e\u{301}… (2 more characters)")
  }

  @Test func `words between backticks are code, where each has its partner`() {
    #expect(HTML.prose("a `b<` c").markup == "a <code>b&lt;</code> c")
    #expect(HTML.prose("a `b c").markup == "a `b c")
  }
}

@Suite struct TokenBarsTests {
  private let noon = PageExample.noon

  private func issue(_ names: [String], at seconds: Int, presenting token: String? = nil, grant: Int = 1) -> Exchange {
    Exchange(
      number: 1, at: noon + .seconds(seconds), host: .login, method: "POST", path: "/oauth/token", status: 200,
      answerBody: #"{"expires_in": 5400}"#, grounds: token == nil ? .tokensIssued : .tokensRefreshed, presented: token,
      issued: names, grant: grant)
  }

  private func call(_ token: String, at seconds: Int, _ grounds: Grounds = .granted) -> Exchange {
    Exchange(
      number: 2, at: noon + .seconds(seconds), host: .api, method: "GET", path: "/",
      status: grounds == .granted ? 200 : 401,
      grounds: grounds, presented: token, grant: 1)
  }

  @Test func `a token lives from its answer to its expiry, and its uses are marked`() {
    var bars = TokenBars()
    #expect(bars.row(of: issue(["access#1"], at: 0)).marks == [.init(name: "access#1", column: 0, bar: .begins)])
    #expect(
      bars.row(of: call("access#1", at: 5399)).marks == [.init(name: "access#1", column: 0, bar: .goesOn, use: .taken)])
    let end = bars.row(at: noon + .seconds(5400))
    #expect(end.marks == [.init(name: "access#1", column: 0, bar: .ends)])
    #expect(end.notes == ["access#1 expired"])
    #expect(
      bars.row(of: call("access#1", at: 5401, .tokenExpired)).marks
        == [.init(name: "access#1", column: 0, bar: .over, use: .refused)])
  }

  @Test func `a refresh ends the refresh token that brought a new one, and none that stays`() {
    var bars = TokenBars()
    _ = bars.row(of: issue(["access#1", "refresh#1"], at: 0))
    let kept = bars.row(of: issue(["access#2"], at: 10, presenting: "refresh#1"))
    #expect(
      kept.marks.first { $0.name == "refresh#1" } == .init(name: "refresh#1", column: 1, bar: .goesOn, use: .taken))
    let replaced = bars.row(of: issue(["access#3", "refresh#2"], at: 20, presenting: "refresh#1"))
    #expect(
      replaced.marks.first { $0.name == "refresh#1" } == .init(name: "refresh#1", column: 1, bar: .ends, use: .taken))
    #expect(replaced.marks.first { $0.name == "refresh#2" }?.column == 4)
    #expect(bars.columns == 5)
  }

  @Test func `a revocation ends the tokens of its grant, and one from outside those of its kind`() {
    var bars = TokenBars()
    _ = bars.row(of: issue(["access#1", "refresh#1"], at: 0))
    _ = bars.row(of: issue(["access#2", "refresh#2"], at: 1, grant: 2))
    var revocation = call("access#1", at: 2)
    revocation.grounds = .tokensRevoked
    #expect(bars.row(of: revocation).marks.filter { $0.bar == .ends }.map(\.name) == ["access#1", "refresh#1"])
    #expect(bars.row(at: noon + .seconds(3), ending: .refresh).notes == ["refresh#2 ended from outside"])
    #expect(bars.still.marks.map(\.name) == ["access#2"])
  }

  @Test func `more tokens than there are columns are counted`() {
    var bars = TokenBars()
    for number in 1...10 { _ = bars.row(of: issue(["access#\(number)"], at: number)) }
    #expect(bars.columns == TokenBars.most)
    #expect(bars.undrawn == 2)
  }
}

@Suite struct SequenceDiagramTests {
  private let diagram = SequenceDiagram(PageExample.history)

  /// A row in one word.
  private func word(_ row: SequenceDiagram.Row) -> String {
    switch row {
    case .exchange(let exchange, let printed): "#\(exchange.number)" + printed.map { " " + $0.text }.joined()
    case .output(let lines): lines.map(\.text).joined(separator: " ")
    case .answer(let step): "answer \(step.index)"
    case .left(let count): "\(count) left"
    }
  }

  @Test func `a step answers behind its exchanges, and one in the background where it is finished`() {
    #expect(
      diagram.bands.map { $0.rows.map(word) } == [
        ["listening"], ["#1", "#2", "answer 0"], ["#3", "answer 1"], [], [],
        ["#4", "#5 refresh failed trying again giving up"], [], ["#6", "answer 4"],
      ])
    #expect(diagram.bands.map { $0.step?.index } == [nil, 0, 1, 2, 3, 4, 5, 6])
  }

  @Test func `the file host has a line where it was called`() {
    #expect(diagram.lanes == Lane.allCases)
    var history = PageExample.history
    history.exchanges.removeLast()
    #expect(SequenceDiagram(history).lanes == [.browser, .connector, .login, .api])
  }

  @Test func `what is left out is counted where it was`() {
    let short = SequenceDiagram(PageExample.history, limit: 3, meant: [5])
    #expect(
      short.bands.map { $0.rows.map(word) } == [
        ["listening"], ["#1", "#2", "answer 0"], ["1 left", "answer 1"], [], [],
        ["1 left", "#5 refresh failed trying again giving up"], [], ["#6", "answer 4"],
      ])
  }
}

@Suite struct FindingGroupsTests {
  @Test func `checks stand together over scenarios, and expectations with their scenario`() {
    var run = ReportExample.run
    run.scenarios += [run.scenarios[2]]
    let groups = FindingGroups(of: run)
    #expect(
      groups.groups.map { "\($0.mark.tone) \($0.claim) \($0.occurrences.count)" } == [
        "f refresh/single-flight 2", "f refresh/parallel 2", "i expiry/honours-expires-in 1",
        "w api/known-endpoints 3",
      ])
    #expect(groups.consequences == 2)
  }
}
