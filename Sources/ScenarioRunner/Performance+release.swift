import MockServer
import ScenarioCore

extension Performance {
  /// Lets the answers of a fault go; one that had held nothing by then proves nothing.
  func release(_ fault: String, _ record: inout StepRecord) async {
    guard await !mock.release(fault) else { return }
    record.inconclusive =
      "the fault \"\(fault)\" had held nothing by then; begin the step with the call in the background, "
      + "and wait for the call before the release"
  }
}
