import JSONSource
import MockCore

/// What a scenario wants of the connector's clock.
public enum ClockChoice: Hashable, Sendable {
  /// It moves with the mock's where it can, and stays real where it cannot.
  case follow
  /// It stays real, even where it could be moved.
  case real
  /// It runs ahead of the mock's by this span, or behind it where the span is negative.
  case skew(Duration)

  /// How far the connector's clock is meant to be from the mock's; zero unless skewed.
  public var skew: Duration {
    if case .skew(let span) = self { span } else { .zero }
  }
}

extension Reader where Value == ClockChoice {
  /// `{"connector": "follow"}`, `"real"` or `{"skew": "10m"}`.
  static var clockChoice: Reader<ClockChoice> {
    .wholeObject("the clocks") { $0.required("connector", choice) }
  }

  private static var choice: Reader<ClockChoice> {
    Reader { json, diagnostics in
      if case .object = json.content {
        return Reader<ClockChoice>.wholeObject("a clock") { $0.required("skew", skew) }.read(json, diagnostics)
      }
      let word = Reader<String>.string.compactMap(expected: #""follow", "real" or {"skew": "10m"}"#) {
        word -> ClockChoice? in
        switch word {
        case "follow": .follow
        case "real": .real
        default: nil
        }
      }
      return word.read(json, diagnostics)
    }
  }

  /// A duration other than none; with a minus sign the connector's clock is behind.
  private static var skew: Reader<ClockChoice> {
    let expected = #"a duration other than none, such as "10m" (ahead) or "-10m" (behind)"#
    return Reader<String>.string.compactMap(expected: expected) { text in
      let isBehind = text.hasPrefix("-")
      guard let span = DurationText.parse(isBehind ? String(text.dropFirst()) : text), span > .zero else { return nil }
      return .skew(isBehind ? .zero - span : span)
    }
  }
}
