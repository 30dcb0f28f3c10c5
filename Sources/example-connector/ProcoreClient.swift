import AsyncHTTPClient
import Foundation
import NIOCore

/// One call of Procore's REST API.
struct Call: Sendable {
  var path: String
  var query: [(String, String)] = []
  /// The company that the call concerns; nil for `/me` and `/companies` alone.
  var company: Int64?
  /// The JSON body of a POST; nil for a GET.
  var body: Data?
}

/// Calls Procore as the connected user.
struct ProcoreClient: Sendable {
  /// Before the first and the second repeat of a GET.
  private static let pauses: [TimeAmount] = [.milliseconds(100), .milliseconds(300)]

  let baseURL: String
  let transport: Transport
  let tokens: TokenSource
  let defect: Defect?
  private let rateLimit = RateLimit()

  init(baseURL: String, transport: Transport, tokens: TokenSource, defect: Defect?) {
    self.baseURL = baseURL
    self.transport = transport
    self.tokens = tokens
    self.defect = defect
  }

  /// Who is connected; remembered for the status and for new RFIs.
  func me() async throws -> Person {
    let person = try decode(Person.self, try await send(Call(path: "/rest/v1.0/me")))
    try await tokens.remember(person)
    return person
  }

  /// A new login has limits of its own.
  func forgetRateLimit() async {
    await rateLimit.forget()
  }

  func decode<Value: Decodable>(_ type: Value.Type, _ answer: Answer) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: answer.body)
    } catch {
      throw Problem.failed("Procore answered something that is not understood")
    }
  }

  /// The answer of a call that succeeded; everything else is a problem.
  func send(_ call: Call) async throws -> Answer {
    try await rateLimit.check()
    var lease = try await tokens.usable()
    var answer = try await attempt(call, lease)
    if isRejected(answer) {
      lease = try await tokens.replacement(for: lease)
      answer = try await attempt(call, lease)
      if answer.status == 401, !answer.saysNotInstalled { try await tokens.drop(lease) }
    }
    if answer.status == 429 { await rateLimit.reached(answer) }
    if let problem = await problem(answer) { throw problem }
    return answer
  }

  /// Only 401 speaks of the token. "Not connected" is about the company, whatever its status.
  private func isRejected(_ answer: Answer) -> Bool {
    if defect == .refreshesOn403, answer.status == 403 { return true }
    return answer.status == 401 && !answer.saysNotInstalled
  }

  private func problem(_ answer: Answer) async -> Problem? {
    if (401...404).contains(answer.status), answer.saysNotInstalled {
      return defect == .hidesNotInstalled ? .loginRequired : .notInstalled
    }
    switch answer.status {
    case 200...299: return nil
    case 401: return .loginRequired
    case 403: return .forbidden
    case 404: return .notFound
    case 429: return .rateLimited(until: await rateLimit.until ?? Date())
    case 400, 409, 413, 422: return .rejected(answer.errorMessage ?? "Procore did not accept it")
    case 500...599:
      return .unavailable("Procore has a problem (\(answer.status)); try again later", retryAfter: answer.retryAfter)
    default: return .failed("Procore answered \(answer.status)")
    }
  }

  /// Sends the call with one token. A GET is repeated after a 5xx or a lost answer; a POST may have been done.
  private func attempt(_ call: Call, _ lease: Lease) async throws -> Answer {
    var repeats = 0
    while true {
      let answer = try? await transport.send(request(call, lease))
      if let answer, !isWorthRepeating(answer) { return answer }
      let repeatsWrites = defect == .repeatsWrites || defect == .impatient
      let mayRepeat = call.body == nil || (repeatsWrites && answer == nil) || answer?.status == 403
      guard mayRepeat, repeats < repeatLimit(answer) else {
        guard let answer else { throw Problem.unavailable(noAnswer(call), retryAfter: nil) }
        return answer
      }
      await pause(Self.pauses[min(repeats, Self.pauses.count - 1)])
      repeats += 1
    }
  }

  private func isWorthRepeating(_ answer: Answer) -> Bool {
    if answer.status == 403 { return defect == .retries403 }
    return answer.status >= 500 && (answer.retryAfter ?? 0) <= 1
  }

  private func repeatLimit(_ answer: Answer?) -> Int {
    answer?.status == 403 ? 3 : Self.pauses.count
  }

  private func noAnswer(_ call: Call) -> String {
    call.body == nil
      ? "Procore does not answer; try again later"
      : "Procore did not answer: look in Procore whether it was done before trying again"
  }

  private func request(_ call: Call, _ lease: Lease) -> HTTPClientRequest {
    var query = call.query
    if defect == .tokenInURL { query.append(("access_token", lease.token)) }
    var request = HTTPClientRequest(url: baseURL + call.path + (query.isEmpty ? "" : "?" + formEncoded(query)))
    request.headers.add(name: "Accept", value: "application/json")
    if defect != .tokenInURL { request.headers.add(name: "Authorization", value: "Bearer \(lease.token)") }
    if let company = call.company, defect != .noCompanyHeader {
      request.headers.add(name: "Procore-Company-Id", value: String(company))
    }
    if let body = call.body {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(body)
    }
    return request
  }
}
