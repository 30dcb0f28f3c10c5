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
  let baseURL: String
  let transport: Transport
  let tokens: TokenSource
  let recollection: Recollection
  let conduct: Conduct
  private let rateLimit: RateLimit

  init(baseURL: String, transport: Transport, tokens: TokenSource, recollection: Recollection, conduct: Conduct) {
    self.baseURL = baseURL
    self.transport = transport
    self.tokens = tokens
    self.recollection = recollection
    self.conduct = conduct
    rateLimit = RateLimit(conduct)
  }

  /// Who is connected; remembered for the status and for new RFIs.
  func me() async throws -> Person {
    let path = conduct.defect == .usesSunsetEndpoint ? "/vapid/me" : "/rest/v1.0/me"
    let person = try decode(Person.self, try await send(Call(path: path)))
    try await tokens.remember(person)
    return person
  }

  /// A new login has limits of its own.
  func forgetRateLimit() async {
    await rateLimit.forget()
  }

  /// What a user's action begins with, where that is more than nothing.
  func prepare() async throws {
    switch conduct.variation {
    case .refreshesBeforeEachAction: try await tokens.renew()
    case .asksForMe: _ = try await me()
    case .probesWithHEAD: _ = try? await transport.send(HEAD)
    default: break
    }
  }

  private var HEAD: HTTPClientRequest {
    var request = HTTPClientRequest(url: baseURL + "/rest/v1.0/me")
    request.method = .HEAD
    return request
  }

  func decode<Value: Decodable>(_ type: Value.Type, _ answer: Answer) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: answer.body)
    } catch {
      if conduct.defect == .crashesOnStrangeAnswer { Journal.collapse("answer of the API") }
      throw Problem.failed("Procore answered something that is not understood")
    }
  }

  /// The answer of a call that succeeded; everything else is a problem.
  func send(_ call: Call) async throws -> Answer {
    try await rateLimit.check(waiting: conduct.variation == .waitsForRateLimit)
    var lease = try await tokens.usable()
    var answer = try await attempt(call, lease)
    var rounds = 0
    while isRejected(answer), rounds < (conduct.defect == .loopsOn401 ? 12 : 1) {
      rounds += 1
      lease = try await tokens.replacement(for: lease)
      if call.body != nil, conduct.defect == .dropsWriteAtExpiry { return .written }
      answer = try await attempt(call, lease)
    }
    if answer.status == 401, !answer.saysNotInstalled { try await tokens.drop(lease) }
    if answer.status == 429 {
      await rateLimit.reached(answer)
      if conduct.variation == .waitsForRateLimit {
        try await rateLimit.check(waiting: true)
        answer = try await attempt(call, lease)
      }
    }
    if call.body != nil, conduct.defect == .saysWrittenWhenRefused { return .written }
    // No problem that anybody foresaw: it ends as a fault of the connector's own.
    if conduct.defect == .expectsErrorList, answer.hasErrorsBesidesList { throw CocoaError(.coderReadCorrupt) }
    if let problem = await problem(answer) { throw problem }
    return answer
  }

  /// Only 401 speaks of the token. "Not connected" is about the company, whatever its status.
  private func isRejected(_ answer: Answer) -> Bool {
    switch (answer.status, conduct.defect) {
    case (403, .refreshesOn403), (404, .refreshesOn404), (429, .refreshesOn429), (500..., .refreshesOn5xx): true
    default: answer.status == 401 && !answer.saysNotInstalled
    }
  }

  private func problem(_ answer: Answer) async -> Problem? {
    if conduct.defect == .crashesOnErrorText, answer.hasErrorsBesidesList { Journal.collapse("errors") }
    if (401...404).contains(answer.status), answer.saysNotInstalled {
      return conduct.defect == .hidesNotInstalled ? .loginRequired : .notInstalled
    }
    switch answer.status {
    case 200...299: return nil
    case 401: return .loginRequired
    case 403: return conduct.defect == .asksForLoginOn403 ? .loginRequired : .forbidden
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
      let request = await request(call, lease)
      let answer = try? await transport.send(request)
      if conduct.defect == .reportsErrorsElsewhere, answer?.status ?? 0 >= 400 { ErrorTracker.report(request) }
      let pauses = conduct.pauses(after: answer, isWrite: call.body != nil)
      guard repeats < pauses.count else {
        guard let answer else { throw Problem.unavailable(noAnswer(call), retryAfter: nil) }
        return answer
      }
      await pause(milliseconds: pauses[repeats])
      repeats += 1
    }
  }

  private func noAnswer(_ call: Call) -> String {
    call.body == nil
      ? "Procore does not answer; try again later"
      : "Procore did not answer: look in Procore whether it was done before trying again"
  }

  private func request(_ call: Call, _ lease: Lease) async -> HTTPClientRequest {
    var query = call.query
    if conduct.defect == .tokenInURL { query.append(("access_token", lease.token)) }
    var request = HTTPClientRequest(url: baseURL + call.path + (query.isEmpty ? "" : "?" + formEncoded(query)))
    request.headers.add(name: "Accept", value: "application/json")
    if conduct.defect != .tokenInURL { request.headers.add(name: "Authorization", value: "Bearer \(lease.token)") }
    if let company = await companyHeader(call) {
      request.headers.add(name: "Procore-Company-Id", value: String(company))
    }
    if let body = call.body {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(body)
    }
    if conduct.defect == .logsHeaders { Journal.line("debug: \(request.headers)") }
    return request
  }

  private func companyHeader(_ call: Call) async -> Int64? {
    guard let company = call.company else { return nil }
    switch conduct.defect {
    case .noCompanyHeader: return nil
    case .noHeaderOnProjects: return call.path.hasSuffix("/projects") ? nil : company
    case .headerOfFirstCompany: return await recollection.first(company)
    default: return company
    }
  }
}

extension Conduct {
  /// The pauses before the repeats of a call of the API, in milliseconds; none for what is not repeated.
  func pauses(after answer: Answer?, isWrite: Bool) -> [Int64] {
    let standard = pauses(or: [100, 300])
    guard let answer else {
      let repeatsWrites = defect == .repeatsWrites || defect == .impatient
      return isWrite && !repeatsWrites ? [] : standard
    }
    switch (answer.status, defect) {
    case (403, .retries403): return [100, 100, 100]
    case (404, .retries404): return [50, 50, 50, 50, 50]
    case (429, .hammersOn429): return Array(repeating: 1, count: 12)
    case (500..., .hammersOn5xx): return Array(repeating: 1, count: 30)
    case (400...422, .repeatsRejectedWrites) where isWrite: return [50, 50, 50, 50, 50]
    case (500..., _) where !isWrite && (answer.retryAfter ?? 0) <= 1: return standard
    default: return []
    }
  }
}

extension Answer {
  /// What a connector makes up that does not look at the answer to a write.
  fileprivate static let written = Answer(status: 201, headers: [:], body: Data(#"{"id":0}"#.utf8))
}
