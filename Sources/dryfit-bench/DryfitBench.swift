import ArgumentParser
import Foundation

/// Measures what Dryfit promises of its speed, each figure beside its reference in the same run.
@main
struct DryfitBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dryfit-bench", abstract: "Measures what Dryfit promises of its speed.",
    discussion: """
      EXAMPLE: swift run -c release dryfit-bench --only refresh

      Times differ from machine to machine: look at the ratios. The load and the mock share the machine, over \
      loopback; what is committed is committed to SQLite in memory.
      """)

  @Option(help: "Measure only the groups of figures with this in their names.")
  var only = ""
  @Option(help: "How many seconds each load lasts.")
  var seconds = 3
  @Option(help: "How many connections each load has.")
  var connections = 32

  func run() async throws {
    #if DEBUG
      print("This is a debug build: nothing that it measures means anything. Build with -c release.")
    #endif
    let span = Duration.seconds(seconds)
    let measures: [(name: String, measure: () async throws -> [Figure])] = [
      ("start and memory", { try await MeasureServe().figures() }),
      ("GET", { try await MeasureReading(connections: connections, span: span).figures() }),
      ("page of a million", { try await MeasureLargeList(span: span).figures() }),
      ("refresh", { try await MeasureRefresh(connections: connections, span: span).figures() }),
      ("sandbox and clock", { try await MeasureSandbox().figures() }),
      ("standard suite", { try await MeasureSuite().figures() }),
    ]
    let wanted = measures.filter { only.isEmpty || $0.name.localizedCaseInsensitiveContains(only) }
    guard !wanted.isEmpty else {
      throw ValidationError("nothing is named so: \(only); there are \(measures.map(\.name).joined(separator: ", "))")
    }
    var missed = 0
    for (_, measure) in wanted {
      for figure in try await measure() {
        print(figure)
        fflush(nil)
        if !figure.isMet { missed += 1 }
      }
    }
    print(missed == 0 ? "all targets met" : "\(missed) targets missed")
  }
}
