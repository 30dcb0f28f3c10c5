import Hummingbird

/// The connector's routes.
func router(_ login: LoginRoutes, _ actions: ActionRoutes, _ conduct: Conduct) -> Router<BasicRequestContext> {
  let router = Router()
  router.add(middleware: LogRequests(conduct: conduct))
  router.get("/health") { _, _ in "ok" }
  router.get("/connect") { _, _ in await login.connect() }
  router.get("/oauth/callback") { request, _ in try await Reply.answering { try await login.callback(request) } }
  router.get("/connected") { _, _ in login.welcome() }
  router.get("/rfis") { request, _ in try await Reply.answering { try await actions.read(request) } }
  router.post("/rfis") { request, _ in try await Reply.answering { try await actions.write(request) } }
  router.get("/status") { request, _ in try await Reply.answering { try await actions.status(request) } }
  router.post("/disconnect") { request, _ in try await Reply.answering { try await actions.disconnect(request) } }
  return router
}

/// One line for each request to the connector: method, path and status, without the query.
struct LogRequests: RouterMiddleware {
  let conduct: Conduct

  func handle(
    _ request: Request, context: BasicRequestContext,
    next: (Request, BasicRequestContext) async throws -> Response
  ) async throws -> Response {
    do {
      let response = try await next(request, context)
      if conduct.defect == .logsAddresses { Journal.line("debug: \(request.method.rawValue) \(request.uri.string)") }
      Journal.line("\(request.method.rawValue) \(request.uri.path) \(response.status.code)")
      return response
    } catch {
      let status = (error as? any HTTPResponseError)?.status.code ?? 500
      Journal.line("\(request.method.rawValue) \(request.uri.path) \(status)")
      throw error
    }
  }
}
