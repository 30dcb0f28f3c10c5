/// How a page looks: one style sheet for wide and narrow screens, light and dark, and paper.
enum PageStyle {
  /// What the page may load: nothing. Of styles only the sheet is taken, known by its digest.
  static let policy: HTML = """
    default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'
    """

  /// The SHA-256 of the sheet in Base64 (CSP3 section 6.7.3.3); a test says what it must be.
  static let digest = "ScrMm0WIyfiwnO5lK4OSTf1TSwqW+Ss658axTImU9oY="

  /// The sheet.
  static let sheet: HTML = "\(colours)\(text)\(summary)\(findings)\(scenarios)\(diagram)\(narrow)\(paper)"

  private static let colours: HTML = """
    :root { color-scheme: light dark; --bg: #fcfbf9; --card: #fff; --ink: #1d1e22; --soft: #595c64; --line: #e4e1da;
      --band: rgb(70 55 20 / .062); --lane: #c9c5bc; --link: #17559f; --p: #166b45; --pb: #e3f1e9; --f: #ab2018;
      --fb: #fbe7e5;
      --i: #7d4f00; --ib: #f8edd6; --n: #595c64; --nb: #ecebe7; --z: #8d2677; --zb: #f8e6f4; --x: #2d6cb5;
      --y: #14857a; --busy: #dcd7cc; }
    @media (prefers-color-scheme: dark) { :root { --bg: #16171a; --card: #1d1f23; --ink: #e7e5e0; --soft: #a3a6ae;
      --line: #303238; --band: rgb(255 255 255 / .05); --lane: #4b4e56; --link: #8cb8f0; --p: #6fcf9f; --pb: #17301f;
      --f: #ff9a8f;
      --fb: #3b1a18; --i: #ecbd62; --ib: #352811; --n: #a3a6ae; --nb: #2a2c31; --z: #ef9ede; --zb: #391a33;
      --x: #74aef0; --y: #4cc4b6; --busy: #3c3f47; } }
    .p { --c: var(--p); --b: var(--pb); } .f { --c: var(--f); --b: var(--fb); }
    .i, .w { --c: var(--i); --b: var(--ib); }
    .n { --c: var(--n); --b: var(--nb); }

    """

  private static let text: HTML = """
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body { margin: 0 auto; max-width: 76rem; padding: 0 clamp(1rem, 4vw, 2.5rem) 4rem; background: var(--bg);
      color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
    h1, h2, h3, h4, p, ul, ol, dl, dd, table { margin: 0; padding: 0; }
    h1, h2, h3 { line-height: 1.2; letter-spacing: -.012em; font-weight: 650; }
    h2 { font-size: 1.35rem; margin: 3.25rem 0 .9rem; } h3 { font-size: 1rem; }
    ol, ul { list-style: none; }
    a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: .06em; }
    code, pre, .at, .names { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas,
      "Liberation Mono", monospace; font-size: .92em; }
    code, pre, .chip, .names, h1, h3, h4, dd, .card p { unicode-bidi: isolate; overflow-wrap: anywhere; }
    pre { margin: 0; white-space: pre-wrap; line-height: 1.5; overflow: clip; }
    small { font-size: .82em; font-weight: 400; color: var(--soft); letter-spacing: 0; }
    .quiet, .cut { color: var(--soft); font-size: .9rem; max-width: 46rem; } .cut { font-style: italic; }
    .quiet { margin-bottom: .6rem; }
    .vh, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap; }
    .skip:focus { position: absolute; top: .5rem; left: .5rem; padding: .5rem .75rem; background: var(--card); }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
    :target { scroll-margin-top: 3.5rem; outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
    section { scroll-margin-top: 1rem; } section:target { outline: none; }
    summary { cursor: pointer; } summary::-webkit-details-marker { display: none; } summary { list-style: none; }
    .more > summary { color: var(--link); font-size: .9rem; padding: .3rem 0; width: fit-content; }
    .more > summary::before { content: "▸ "; } .more[open] > summary::before { content: "▾ "; }
    .defs { position: absolute; }

    """

  private static let summary: HTML = """
    header { padding-top: clamp(1.5rem, 5vw, 3.5rem); }
    .kicker { color: var(--soft); font-size: .9rem; letter-spacing: .01em; }
    h1 { font-size: clamp(1.6rem, 4.5vw, 2.4rem); margin: .15rem 0 .6rem; }
    .pill { display: inline-block; padding: .1em .6em .14em; border-radius: 2em; background: var(--b); color: var(--c);
      font-size: .8rem; font-weight: 600; letter-spacing: 0; vertical-align: .12em; white-space: nowrap; }
    h1 .pill { font-size: .42em; vertical-align: .42em; }
    .lead { font-size: 1.12rem; } .lead b { color: var(--c); font-weight: 600; }
    .bar { display: block; width: 100%; height: 8px; margin: 1rem 0 1.6rem; border-radius: 4px; }
    .bar rect { fill: var(--c); stroke: var(--bg); stroke-width: 1; }
    .facts > div { display: contents; }
    dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .28rem 1.4rem; font-size: .9rem; }
    dt { color: var(--soft); }
    nav { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin-top: 1.6rem; padding: .7rem 0;
      border-block: 1px solid var(--line); font-size: .92rem; } nav a { text-decoration: none; }
    nav a:hover { text-decoration: underline; }
    .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 1px; margin-top: 1rem;
      background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
    .tiles div { display: flex; flex-direction: column-reverse; justify-content: flex-end; padding: .7rem .9rem;
      box-shadow: 0 0 0 1px var(--line); }
    .tiles dt { font-size: .8rem; line-height: 1.35; } .tiles dd { font-size: 1.5rem; font-weight: 600;
      line-height: 1.3; font-variant-numeric: tabular-nums; } .tiles .zero { color: var(--soft); font-weight: 400; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; }
    th { text-align: left; font-weight: 600; } thead th { color: var(--soft); font-weight: 500; font-size: .82rem;
      vertical-align: bottom; white-space: nowrap; }
    th, td { padding: .36rem .9rem .36rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
    .num { text-align: right; font-variant-numeric: tabular-nums; width: 1%; } td.num { color: var(--c); }
    thead .num span:first-child { color: var(--c); } td.zero { color: var(--soft); }
    .matrix .num { padding-top: .5rem; } .matrix th[scope=row] { padding-top: .5rem; }
    .cells { line-height: 0; padding-right: 0; }
    .cell { display: inline-block; width: 26px; height: 26px; margin: 0 3px 3px 0; border-radius: 5px;
      background: var(--b); color: var(--c); font-size: .8rem; font-weight: 600; line-height: 26px; text-align: center;
      text-decoration: none; } .cell:hover { box-shadow: inset 0 0 0 1.5px var(--c); }
    .checks th code { font-weight: 400; }

    """

  private static let findings: HTML = """
    .card { margin: .8rem 0 0; padding: .8rem 1rem .85rem; background: var(--card); border: 1px solid var(--line);
      border-left: 3px solid var(--c); border-radius: 6px; }
    .card p, .card li { max-width: 52rem; } .card h3 { margin-bottom: .35rem; } .card h3 small { margin-left: .3rem; }
    .glyph { color: var(--c); font-weight: 700; } .claim { margin-bottom: .15rem; }
    .advice { margin: .15rem 0 .5rem; padding-left: 1.2em; } .advice::before { content: "→"; float: left;
      margin-left: -1.2em; color: var(--soft); }
    .card li { margin-top: .3rem; font-size: .9rem; } .cards > li { font-size: .95rem; }
    .grounds { color: var(--soft); font-size: .84rem; margin-top: .45rem; }

    """

  private static let scenarios: HTML = """
    #scenarios > h3 { margin: 2rem 0 .3rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line); }
    .scenario { border-bottom: 1px solid var(--line); }
    .scenario > summary { position: relative; padding: .5rem 1.6rem .55rem 1.5rem; }
    .scenario > summary > .glyph { position: absolute; left: .15rem; }
    .scenario > summary:hover { background: var(--band); }
    h4 { display: inline; font: 600 .95rem/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono",
      monospace; }
    .title { display: block; color: var(--soft); font-size: .9rem; line-height: 1.4; }
    .sec { font-variant-numeric: tabular-nums; }
    .scenario > summary::after, summary.r::after { content: ""; position: absolute; right: .7rem; top: 1.05rem;
      width: .42rem; height: .42rem; border: solid var(--soft); border-width: 0 1.5px 1.5px 0;
      transform: rotate(45deg); }
    summary.r::after { top: 8px; right: .5rem; width: .34rem; height: .34rem; opacity: .55; }
    .scenario[open] > summary::after, details[open] > summary.r::after { transform: translateY(3px) rotate(-135deg); }
    .scenario:target { outline: none; } .scenario:target > summary { background: var(--band); }
    .inside { --c: var(--n); --b: var(--nb); padding: 0 0 1.6rem; } .inside > .more, .foot { margin-top: .6rem; }
    .more li { margin: .25rem 0; font-size: .88rem; } .more p, .foot { font-size: .88rem; margin-top: .4rem; }
    .names, .foot { color: var(--soft); } .foot code { color: var(--ink); } .reason { margin: .2rem 0 .4rem; }
    .legend dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); gap: .7rem 2rem;
      margin: .4rem 0 1rem; font-size: .88rem; }
    .legend dl div { display: flex; gap: 1rem; } .legend dd { color: var(--soft); flex: 1; }
    .sample { width: 9rem; height: 36px; position: static; } .busy.sample { width: 7px; margin: 0 4.3rem; }

    """

  private static let diagram: HTML = """
    .seq { --at: 7rem; --k: 0; --t: calc(var(--k) * 12px); --d: calc(var(--n) * 5rem); margin-top: .9rem;
      font-size: .86rem; } .n4 { --n: 4; } .n5 { --n: 5; }
    .k1 { --k: 1; } .k2 { --k: 2; } .k3 { --k: 3; } .k4 { --k: 4; } .k5 { --k: 5; } .k6 { --k: 6; } .k7 { --k: 7; }
    .k8 { --k: 8; }
    .r, .card, .m { overflow: clip; overflow-clip-margin: 3px; }
    .r { position: relative; display: block; min-height: 26px; margin: 0; line-height: 20px;
      padding: 3px 1.7rem 3px calc(var(--at) + var(--t) + var(--d) + .9rem); }
    .at { position: absolute; left: .5rem; top: 3px; color: var(--soft); font-size: .78rem; }
    .t, .d { position: absolute; top: 0; height: 100%; } .t { left: var(--at); width: var(--t); }
    .d { left: calc(var(--at) + var(--t)); width: var(--d); color: var(--ink); }
    .d, .sample { --s: var(--ink); fill: none; stroke: var(--s); stroke-width: 1.3; }
    .lines { top: 26px; height: calc(100% - 26px); pointer-events: none; } .life line { stroke: var(--lane);
      stroke-width: 1; } .ask, .tell { stroke: var(--s); } .ask { marker-end: url(#mq); } .tell { marker-end: url(#ma);
      stroke-dasharray: 3 3; }
    .cut-off { marker-end: url(#mx); } .point { fill: var(--ink); fill: context-stroke; stroke: none; }
    .open { fill: none; stroke: var(--ink); stroke: context-stroke; stroke-width: 1.3; } .lost { stroke-width: 2; }
    .seq, .act > ol > li { position: relative; } .act > ol > li:not(.end)::before, .busy { content: ""; position:
      absolute; top: 0; bottom: 0; left: calc(var(--at) + var(--t) + var(--d) * 1.5 / var(--n) - 3.5px); width: 7px;
      background: var(--busy); } .end ~ li::before { display: none; }
    .wide, .thin { fill: var(--soft); stroke: none; font-size: .8rem; text-anchor: middle; } .thin { display: none; }
    .x { color: var(--x); } .y { color: var(--y); } .x, .y { stroke: currentColor; stroke-width: 1.2; fill: none; }
    .full { stroke-width: 6; stroke-opacity: .6; } .dot { fill: var(--ink); stroke: none; }
    .t text { fill: currentColor; stroke: none; font-size: 9px; text-anchor: middle; }
    .cross { stroke: var(--ink); stroke-width: 1.6; fill: none; }
    .top { position: sticky; top: 0; z-index: 2; background: var(--bg); border-bottom: 1px solid var(--line); }
    .e .d { --s: var(--i); } .z .d { --s: var(--z); }
    .r.head, .band > .r { background: var(--band); color: var(--ink); } 
    summary.r:hover { background: var(--band); }
    .say { color: var(--soft); } .say code, .say b, .say strong { color: var(--ink); }
    .say i { font-style: normal; font-size: .92em; font-variant-numeric: tabular-nums; } .say b { font-weight: 650; }
    .e .say b { color: var(--i); } .head > .say > b:first-child { display: inline-block; min-width: 1.4em;
      color: var(--soft); font-weight: 500; font-variant-numeric: tabular-nums; }
    .say strong { font-weight: 600; }
    .chip { display: inline-block; max-width: 100%; padding: 0 .45em; border-radius: 3px; background: var(--b);
      color: var(--c); font-size: .78rem; line-height: 18px; vertical-align: top; margin-top: 1px; }
    .chip.fault { background: var(--zb); color: var(--z); } .chip.jump, .chip.out { font-weight: 600; }
    .pin { display: inline-block; padding: 0 .5em; border-radius: 2em; background: var(--b); color: var(--c);
      font-size: .78rem; font-weight: 600; line-height: 18px; vertical-align: top; margin-top: 1px;
      text-decoration: none; } .pin:hover { text-decoration: underline; }
    .hit { box-shadow: inset 3px 0 var(--f); }
    samp { display: block; color: var(--soft); font: .74rem/16px ui-monospace, SFMono-Regular, Menlo, Consolas,
      "Liberation Mono", monospace; overflow-wrap: anywhere; unicode-bidi: isolate; }
    samp::before { content: "│ "; color: var(--lane); }
    .m { position: relative; z-index: 1; display: grid; gap: .6rem 1.4rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
      margin: .15rem 0 .7rem; padding: .7rem 1rem .9rem; background: var(--card); border: 1px solid var(--line);
      border-radius: 6px; } .m > p { grid-column: 1 / -1; color: var(--soft); font-size: .82rem;
      overflow-wrap: anywhere; }

    .m { color: var(--soft); font-size: .8rem; } .m pre { color: var(--ink); margin-top: .15rem; font-size: .8rem; }
    .m pre::first-line { font-weight: 600; }

    """

  private static let narrow: HTML = """
    @media (max-width: 62rem) { .seq { --d: calc(var(--n) * 3.4rem); --at: 6.6rem; } }
    @media (max-width: 46rem) { .seq { --d: calc(var(--n) * 1.35rem); --at: 0px; font-size: .84rem; }
      .r { padding-left: calc(var(--t) + var(--d) + .7rem); padding-right: 1.3rem; }
      .at { position: static; margin-right: .5em; } .wide { display: none; } .thin { display: block; }
      .num .long { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      th, td { padding-right: .6rem; } header dl.facts { gap: 0 .9rem; }
      header .facts dd { margin-bottom: .5rem; } .m { padding: .6rem .7rem; } .card { padding: .7rem .8rem; } }
    @media (min-width: 46.01rem) { .say small { position: absolute; width: 1px; height: 1px; overflow: hidden;
      clip-path: inset(50%); } }

    """

  private static let paper: HTML = """
    @media print { :root { color-scheme: light; --bg: #fff; } @page { margin: 14mm 12mm; }
      body { max-width: none; padding: 0; font-size: 9.5pt; print-color-adjust: exact;
      -webkit-print-color-adjust: exact; } nav, .skip, .legend, summary::after { display: none !important; }
      .top { position: static; }
      .checks code { white-space: nowrap; } .r, .card, tr, .tiles, dl.facts { break-inside: avoid; } h2, h3, summary {
      break-after: avoid; } .scroll { overflow: visible; } a { color: inherit; text-decoration: none; } }
    @media (prefers-reduced-motion: no-preference) { summary::after { transition: transform .12s; } }

    """
}
