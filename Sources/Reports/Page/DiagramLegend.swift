/// How the diagrams are read.
enum DiagramLegend {
  /// The legend, closed.
  static let markup: HTML = """
    <details class="more legend"><summary>How to read a diagram</summary><dl>
    <div><dt>\(sample("a134"))</dt><dd>A request, and below it the answer. The words beside it say the \
    same: number, method, path, status, and the ground on which the mock answered. Open a row for headers and \
    bodies.</dd></div>
    <div><dt>\(sample("x134"))</dt><dd>The answer never arrived whole: a fault was performed on it.</dd></div>
    <div><dt>\(sample("q134"))</dt><dd>There was no answer, and nothing was decided.</dd></div>
    <div><dt>\(sample("j4"))</dt><dd>The clock was moved. Times are the mock’s, since the first step began.</dd></div>
    <div><dt>\(token)</dt><dd>The life of a token: a1 is access#1, r1 is refresh#1. A dot is a use, a cross a \
    refusal, a line across the end.</dd></div>
    <div><dt>\(busy)</dt><dd>The connector is at work on what a step asked of it.</dd></div>
    </dl></details>

    """

  private static func sample(_ name: String) -> HTML {
    "<svg class=\"sample\" aria-hidden=\"true\"><use href=\"#l4\"/><use href=\"#\(name)\"/></svg>"
  }

  private static let busy: HTML = "<span class=\"sample busy\" aria-hidden=\"true\"></span>"

  private static let token: HTML = """
    <svg class="sample t" aria-hidden="true"><use href="#xb"/><text x="6" y="10" class="x">a1</text>\
    <use href="#yb" x="12"/><text x="18" y="10" class="y">r1</text><use href="#x" x="36"/><use href="#u" x="36"/>\
    <use href="#ye" x="60"/><use href="#v" x="60"/></svg>
    """
}
