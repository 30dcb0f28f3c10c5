import ArgumentParser
import MockCore
import ScenarioCore
import ScenarioRunner

/// How quiet is recognised where a scenario waits for it.
struct QuietOptions: ParsableArguments {
  @Option(help: "How long nothing may come, and the connector's processes compute nothing, to count as quiet.")
  var silence = RealTime(QuietBounds.standard.silence)
  @Option(help: "How long silence of a connector that computes on and on is listened to before it counts as quiet.")
  var busyness = RealTime(QuietBounds.standard.busyness)
  @Option(help: "How long quiet is waited for at most.")
  var patience = RealTime(QuietBounds.standard.patience)

  func validate() throws {
    guard silence.span < patience.span else {
      throw ValidationError("--silence \(silence) is not shorter than --patience \(patience).")
    }
  }

  /// The bounds that were asked for.
  var bounds: QuietBounds {
    QuietBounds(silence: silence.span, busyness: busyness.span, patience: patience.span)
  }
}

/// A span of real time, `100ms`.
struct RealTime: ExpressibleByArgument, CustomStringConvertible {
  let span: Duration

  init(_ span: Duration) {
    self.span = span
  }

  init?(argument: String) {
    guard let span = DurationText.parse(argument), span > .zero else { return nil }
    self.init(span)
  }

  var description: String { DurationText.text(for: span) }
  var defaultValueDescription: String { description }
}
