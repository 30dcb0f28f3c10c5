import JSONSource
import MockCore
import ScenarioCore

extension Check {
  static let pagination = Check(
    "api/pagination",
    promise: "A connector that reads lists by page reads them to the end that the server names.",
    what: """
      Lists of which the connector was seen to read several pages to the end elsewhere in the run, and whose last page \
      read in a user action named a next one: it fails where the page was short of what had been asked for. Reading \
      one page on purpose, or a fixed number of pages, is right.
      """,
    why: """
      Servers clamp `per_page` as they see fit. A loop that ends at the first page with fewer rows than it asked for \
      misses the rest, without any error.
      """,
    fix: "Go on while the `Link` header names a `next`, or until `Total` is reached, whatever the number of rows is.",
    advice: "Follow `Link: …; rel=\"next\"` until there is none, and do not count rows.",
    clauses: ["RFC 8288 section 3", "Procore pagination"]
  ) { history in
    let lists = history.lists
    let complete = lists.filter { $0.pages.count > 1 && !$0.isCut }
    guard !complete.isEmpty else {
      return .notExercised("No list was read by page to its end, so that a page left out may be on purpose.")
    }
    let cut = lists.filter { list in
      list.isCut && list.isShort && complete.contains { $0.pages[0].operation == list.pages[0].operation }
    }
    return .from(
      cut.compactMap(\.pages.last).map {
        Observation("\($0.title) was read up to a page that names a next one.", exchanges: [$0.number])
      })
  }
}

/// The pages of one list that were read in one user action.
struct PagedList {
  /// The answers, in order.
  var pages: [Exchange]

  /// Whether the last one names a next page.
  var isCut: Bool { pages.last?.answerHeader("Link")?.contains("rel=\"next\"") ?? false }

  /// Whether the last one had fewer rows than had been asked for.
  var isShort: Bool {
    guard let last = pages.last,
      let asked = last.query.first(where: { $0.name == "per_page" }).flatMap({ Int($0.value) })
    else { return false }
    let rows = last.answerBody.flatMap { JSONParser.parse(Array($0.utf8))?.arrayValue?.count } ?? last.records.count
    return rows < asked
  }
}

extension History {
  /// The lists of all user actions that were answered without trouble.
  fileprivate var lists: [PagedList] {
    actions.filter { $0.isFine && $0.count == 1 }.flatMap { action -> [PagedList] in
      guard !action.calls.contains(where: { $0.status == 429 || $0.isServerTrouble }) else { return [] }
      let pages = action.calls.filter { $0.status == 200 && $0.answerHeader("Total") != nil && $0.method == "GET" }
      return Dictionary(grouping: pages) { page in
        var key = RequestKey(page, in: self)
        key.query.removeAll { $0.name == "page" || $0.name == "per_page" }
        return key
      }.values.map { PagedList(pages: $0) }
    }.sorted { $0.pages[0].number < $1.pages[0].number }
  }
}
