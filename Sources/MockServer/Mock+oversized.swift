import MockCore
import MockStore

extension Mock {
  /// Refuses a request whose body was too large to be read, with 413; it is recorded without its body.
  ///
  /// - Throws: what SQLite says when the exchange could not be recorded.
  func refuseOversized(_ request: Request) throws -> Handled {
    let now = clock.now
    let parameters = RequestParameters(request)
    let endpoint = OAuthEndpoint.of(request, parameters)
    let route = catalog.route(method: request.decidedMethod, path: request.path)
    let answer = Answer(status: 413, headers: [.requestID: ids.uuid()])
    let exchange = try store.transaction { transaction in
      let recorder = RecordExchange { [client] in try? Self.name(of: $0, client: client, in: transaction) }
      let call = recorder.undecided(
        request, operation: endpoint?.operation(parameters) ?? route?.operation.name, route: route?.template.route,
        at: now)
      return recorder.decided(call, Decision(answer, because: .requestMalformed), fault: nil)
    }
    try store.append(exchange)
    observers.tell(store.lastExchange)
    return Handled(answer: answer, fault: nil, at: now, grounds: .requestMalformed)
  }
}
