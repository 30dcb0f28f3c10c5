import Foundation
import ScenarioRunner

/// How long the whole standard suite takes against the example connector.
struct MeasureSuite {
  func figures() async throws -> [Figure] {
    let home = try MockUnderLoad.home()
    let process = Process()
    process.executableURL = try Beside.executable("dryfit")
    let jobs = String(ProcessInfo.processInfo.activeProcessorCount)
    process.arguments = ["run", "--connector", home.fixtures("example-connector") + "/connector.json", "--jobs", jobs]
    var environment = ProcessInfo.processInfo.environment
    environment["DRYFIT_HOME"] = home.path
    environment["EXAMPLE_CONNECTOR"] = try Beside.executable("example-connector").path
    process.environment = environment
    process.standardOutput = FileHandle.nullDevice
    let watch = Stopwatch()
    try process.run()
    process.waitUntilExit()
    let seconds = watch.seconds
    guard process.terminationStatus == 0 else {
      throw MockUnderLoad.Wrong(description: "the standard suite ended with status \(process.terminationStatus)")
    }
    return [
      Figure(name: "the standard suite, \(jobs) at a time", value: seconds, unit: "s", target: .atMost(20))
    ]
  }
}
