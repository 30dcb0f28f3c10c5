/// The bars of tokens as a drawing of one row.
enum TokenMarkup {
  /// How wide a column is, in pixels.
  private static let width = 12

  /// The drawing; nothing where no token lives.
  static func markup(of row: TokenBars.Row) -> HTML {
    guard !row.marks.isEmpty else { return .none }
    return "<svg class=\"t\">\(row.marks.map(markup))</svg>"
  }

  /// What the marks are made of, defined once for the page.
  static let symbols: HTML = """
    <svg class="defs" width="0" height="0" aria-hidden="true"><defs>\(bars("x"))\(bars("y"))\
    <symbol id="u"><circle cx="6" cy="13" r="2.5" class="dot"/></symbol>\
    <symbol id="v"><path d="M2.5 9.5l7 7m0-7l-7 7" class="cross"/></symbol></defs></svg>

    """

  /// A life that goes on (`x`), is used (`xu`), begins (`xb`) and ends (`xe`) in a row; `y` for refresh tokens.
  private static func bars(_ name: String) -> HTML {
    let dot: HTML = "<circle cx=\"6\" cy=\"13\" r=\"2.5\" class=\"dot\"/>"
    return """
      <symbol id="\(name)" class="\(name)">\(bar(name, from: "0", to: "100%"))</symbol>\
      <symbol id="\(name)u" class="\(name)">\(bar(name, from: "0", to: "100%"))\(dot)</symbol>\
      <symbol id="\(name)b" class="\(name)">\(bar(name, from: "13", to: "100%"))<path d="M3 13h6"/></symbol>\
      <symbol id="\(name)e" class="\(name)">\(bar(name, from: "0", to: "13"))<path d="M1 13h10"/></symbol>
      """
  }

  /// A bar: a full one for access tokens, a hollow one for refresh tokens.
  private static func bar(_ name: String, from top: String, to end: String) -> HTML {
    let sides = name == "x" ? [("6", "full")] : [("3.7", ""), ("8.3", "")]
    return "\(sides.map { x, tone in line(x, top, end, tone) })"
  }

  private static func line(_ x: String, _ top: String, _ end: String, _ tone: String) -> HTML {
    let tone: HTML = tone.isEmpty ? .none : " class=\"\(tone)\""
    return "<line x1=\"\(x)\" x2=\"\(x)\" y1=\"\(top)\" y2=\"\(end)\"\(tone)/>"
  }

  private static func markup(of mark: TokenBars.Mark) -> HTML {
    let left = mark.column * width
    let x: HTML? = left == 0 ? nil : " x=\"\(left)\""
    let tone = mark.isRefresh ? "y" : "x"
    let bar: HTML? =
      switch mark.bar {
      case .goesOn: "<use href=\"#\(tone)\(mark.use == .taken ? "u" : "")\"\(x)/>"
      case .begins:
        """
        <use href="#\(tone)b"\(x)/><text x="\(left + 6)" y="10" class="\(tone)" aria-hidden="true">\
        \(mark.label)</text>
        """
      case .ends: "<use href=\"#\(tone)e\"\(x)/>"
      case .over: nil
      }
    let drawn = mark.bar == .goesOn && mark.use == .taken
    let use: HTML? = drawn ? nil : mark.use.map { "<use href=\"#\($0 == .taken ? "u" : "v")\"\(x)/>" }
    return "\(bar)\(use)"
  }
}

extension TokenBars.Mark {
  /// What stands above its beginning: `a2` for `access#2`.
  fileprivate var label: String {
    "\(name.prefix(1))\(name.drop { $0 != "#" }.dropFirst().prefix(2))"
  }
}
