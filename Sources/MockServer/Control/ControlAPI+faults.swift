import JSONSource
import MockCore

extension ControlAPI {
  /// Arms a fault.
  func arm(_ mock: Mock, _ request: ControlRequest, at base: String) async throws -> ControlAnswer {
    let reader = Reader<Fault>.faultWithoutAction(knowing: await mock.names.match)
    let (fault, order) = try ReadControlRequest.body(of: request, reader)
    guard await mock.arm(fault, order: order) else {
      throw ControlProblem(
        409, "fault-exists", "There is such a fault already, or there are too many",
        detail: "the fault \"\(fault.name)\" was not armed", hint: "disarm it first, or give it another name")
    }
    let path = "/faults/" + FormEncoding.escape(fault.name)
    return ControlAnswer(try await armed(fault.name, mock).json, status: 201, headers: [.location: base + path])
  }

  /// Shows a fault, takes it away, or lets go what it holds.
  func fault(_ name: String, _ route: ControlRoute, _ mock: Mock) async throws -> ControlAnswer {
    let found = try await armed(name, mock)
    if route == .disarmFault {
      guard await mock.disarm(name) else { throw unknownFault(name) }
      return ControlAnswer(status: 204)
    }
    if route == .releaseFault {
      guard found.fault.reply == .hold else {
        throw ControlProblem(
          409, "no-hold", "The fault holds nothing", detail: "the reply of \"\(name)\" is not \"hold\"",
          hint: "only a hold is released; DELETE disarms any fault")
      }
      await mock.release(name)
    }
    return ControlAnswer(try await armed(name, mock).json)
  }

  private func armed(_ name: String, _ mock: Mock) async throws -> ArmedFault {
    guard let fault = await mock.armedFaults.first(where: { $0.fault.name == name }) else { throw unknownFault(name) }
    return fault
  }

  private func unknownFault(_ name: String) -> ControlProblem {
    ControlProblem(
      404, "unknown-fault", "There is no such fault", detail: "no fault has the name \"\(name)\"",
      hint: "GET …/faults lists them")
  }
}
