/// The parts from which every row of a diagram is put together, defined once for the whole page.
///
/// A row is as high as its words need; so lines run through it in percent of its height, and arrows stand at a fixed
/// distance from its top. Names end in the number of lanes.
enum DiagramSymbols {
  /// Where a request's arrow runs, in pixels from the top of the row.
  static let request = 13
  /// Where an answer's arrow runs.
  static let answer = 19

  /// Who asks whom.
  private static let pairs: [(from: Lane, to: Lane)] = [
    (.browser, .connector), (.browser, .login), (.connector, .login), (.connector, .api), (.connector, .files),
  ]

  /// The definitions, in an image that takes no room.
  static let markup: HTML = """
    <svg class="defs" width="0" height="0" aria-hidden="true"><defs>\
    \(marker("mq", "M0 0L7 4L0 8Z", at: 8, class: "point"))\(marker("ma", "M0 0L7 4L0 8", at: 8, class: "open"))\
    \(marker("mx", "M0 0L8 8M0 8L8 0", at: 4, class: "open lost"))\([4, 5].map(symbols))</defs></svg>

    """

  /// The lines of all lanes, through a whole diagram.
  static func lines(_ count: Int) -> HTML {
    "<svg class=\"d lines\" aria-hidden=\"true\"><use href=\"#l\(count)\"/></svg>"
  }

  /// The head of an arrow, or what stands in its place.
  private static func marker(_ name: String, _ path: String, at x: Int, class tone: String) -> HTML {
    """
    <marker id="\(name)" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" refX="\(x)" refY="4" \
    orient="auto" overflow="visible"><path d="\(path)" class="\(tone)"/></marker>
    """
  }

  /// What became of a request.
  enum Reply: String, CaseIterable {
    case answered = "a"
    /// There was an answer, and it never arrived whole.
    case lost = "x"
    case none = "q"
  }

  /// The name of a request and what became of it.
  static func name(_ from: Lane, _ to: Lane, _ reply: Reply, of count: Int) -> String {
    "\(reply.rawValue)\(from.rawValue)\(to.rawValue)\(count)"
  }

  private static func symbols(_ count: Int) -> HTML {
    let lanes = Array(Lane.allCases.prefix(count))
    let places = lanes.map { place(of: $0, of: count) }
    let lines = places.map { x -> HTML in "<line x1=\"\(x)\" x2=\"\(x)\" y2=\"100%\"/>" }
    let heads = zip(lanes, places).map { lane, x -> HTML in
      """
      <text x="\(x)" y="16" class="wide">\(lane.title)</text>\
      <text x="\(x)" y="16" class="thin">\(lane.title.prefix(1).description)</text>
      """
    }
    let jumps = places.map { x -> HTML in
      "<svg x=\"\(x)\" overflow=\"visible\"><path d=\"M-5 14L5 9M-5 18L5 13\"/></svg>"
    }
    let ways = pairs.filter { lanes.contains($0.to) }.map { arrows($0, $1, of: count) }
    return """
      <symbol id="l\(count)" class="life">\(lines)</symbol><symbol id="h\(count)">\(heads)</symbol>\
      <symbol id="j\(count)">\(jumps)</symbol>\(ways)\
      <symbol id="c\(count)">\(tell(from: places[1], to: places[0], at: request))</symbol>
      """
  }

  private static func arrows(_ from: Lane, _ to: Lane, of count: Int) -> HTML {
    let (start, end) = (place(of: from, of: count), place(of: to, of: count))
    let middle = place((Double(from.rawValue) + Double(to.rawValue)) / 2, of: count)
    let ask: HTML =
      "<line x1=\"\(start)\" x2=\"\(end)\" y1=\"\(request)\" y2=\"\(request)\" class=\"ask\"/>"
    let rows = Reply.allCases.map { reply -> HTML in
      let answer: HTML =
        switch reply {
        case .answered: tell(from: end, to: start, at: answer)
        case .lost: tell(from: end, to: middle, at: answer, class: "tell cut-off")
        case .none: .none
        }
      return "<symbol id=\"\(name(from, to, reply, of: count))\">\(ask)\(answer)</symbol>"
    }
    return "\(rows)"
  }

  private static func tell(from start: String, to end: String, at y: Int, class tone: String = "tell") -> HTML {
    "<line x1=\"\(start)\" x2=\"\(end)\" y1=\"\(y)\" y2=\"\(y)\" class=\"\(tone)\"/>"
  }

  private static func place(of lane: Lane, of count: Int) -> String { place(Double(lane.rawValue), of: count) }

  /// The place of a lane's line, in percent of the width.
  private static func place(_ lane: Double, of count: Int) -> String {
    let percent = (lane + 0.5) * 100 / Double(count)
    return percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%"
  }
}
