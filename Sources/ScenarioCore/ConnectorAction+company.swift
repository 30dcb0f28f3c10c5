import JSONSource
import MockCore

extension ConnectorFile.Action {
  /// Whether what triggers it names a company or a project of the run, so that it is for one company alone.
  public var isForOneCompany: Bool {
    interpolations.flatMap(\.names).contains { $0.hasPrefix("company") || $0.hasPrefix("project") }
  }

  /// The texts that tell the connector what to do.
  private var interpolations: [Interpolation] {
    switch trigger {
    case .run(let command): command.arguments + [command.standardInput].compactMap(\.self)
    case .request(let request):
      [request.line.path] + request.headers.map(\.value) + request.form.map(\.value)
        + [request.body.flatMap { Interpolation($0.template.encoded()) }].compactMap(\.self)
    }
  }
}
