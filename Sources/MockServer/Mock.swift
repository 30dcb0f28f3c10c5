import HTTPTypes
import JSONSource
import MockCore
import MockStore
import NIOCore
import NIOPosix
import Synchronization

/// One mock Procore: it gathers facts, asks MockCore, applies the changes, and records the exchange.
///
/// Nothing is awaited while a request is decided, so that decision, changes and record are one.
public actor Mock {
  /// The thread on which it decides, and on which its connections are served.
  nonisolated let executor = LoopExecutor(MultiThreadedEventLoopGroup.singleton.next())
  /// The executor of that thread.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  /// The loop of that thread.
  nonisolated var loop: any EventLoop { executor.loop }
  /// The catalog of the fake API.
  public nonisolated let catalog: Catalog
  /// What signs the access tokens; its public key is for whoever wants to check one.
  public nonisolated var signer: TokenSigner { .ofThisProcess }
  var profile: Profile { didSet { store.forgetDecided() } }
  var directory: Directory { didSet { store.forgetDecided() } }
  var clients: [Client] { didSet { store.forgetDecided() } }
  var clock: MockClock
  var ids: IDSource
  var faults = ArmedFaults()
  var foreignSecrets: [String: String] = [:]
  /// The faults that were armed by hand, as they were sent, by name.
  var faultOrders: [String: JSONValue] = [:]
  var store: MockStore
  /// Which life of the mock this is: each reset begins another.
  var generation = 1
  var apiBaseURLs: [Deployment: String] = [:] { didSet { store.forgetDecided() } }
  var filesURLs: [Deployment: String] = [:]
  var otherAPIHosts: Set<String> = [] { didSet { store.forgetDecided() } }
  var observers = Observers()
  var openAnswers = OpenAnswers()
  /// How many requests were read whose answers were not sent to their end.
  nonisolated let openCount = Atomic(0)
  var calls = CountedCalls()
  private let origin: Origin

  /// What it began with, and begins with again after a reset.
  private struct Origin {
    var world: World
    var profile: Profile
    var clients: [Client]
    var seed: UInt64
  }

  /// A request's answer, with what is still to be done to it.
  public struct Handled: Sendable {
    /// The answer as it was decided; nil when a fault kept it from being decided.
    public var answer: Answer?
    /// The headers that are the answer's own.
    public var own: OwnHeaders?
    /// The fault that says what becomes of the answer.
    public var fault: Fault?
    /// The exchange's number in the record.
    public var number = 0
    /// The life of the mock in which it has that number.
    var generation = 1
    /// When it was decided.
    public var at: Instant
    /// Why, for `--explain`.
    public var grounds: Grounds
  }

  /// Makes a mock of a world.
  ///
  /// - Throws: what SQLite says, or ``Interpolation/UnknownName`` for a redirect URI that this run does not have.
  public init(
    world: World, profile: Profile, catalog: Catalog, redirectUri: String, clock: MockClock, seed: UInt64
  ) throws {
    let world = world.preparingRecords()
    self.catalog = catalog
    self.profile = profile
    self.clock = clock
    directory = world.directory
    ids = IDSource(seed: seed)
    clients = try world.clients(redirectUri: redirectUri)
    origin = Origin(world: world, profile: profile, clients: clients, seed: seed)
    store = try Self.store(of: clients)
    try store.load(world, at: clock.now)
  }

  /// An empty store that knows the secrets of apps.
  private static func store(of clients: [Client]) throws -> MockStore {
    let store = try MockStore(id: TokenSigner.id)
    for (index, client) in clients.enumerated() { try store.learn(client.secret, as: secretName(index)) }
    return store
  }

  /// Begins anew, as if just made: world, clock, tokens, faults and record. What a fault keeps open is closed.
  ///
  /// - Throws: what SQLite says; then everything stays as it is.
  public func reset() throws {
    var clock = clock
    clock.reset()
    let store = try Self.store(of: origin.clients)
    try store.learn(foreign: foreignSecrets)
    try store.load(origin.world, at: clock.now)
    self.clock = clock
    self.store = store
    directory = origin.world.directory
    profile = origin.profile
    clients = origin.clients
    ids = IDSource(seed: origin.seed)
    faults = ArmedFaults()
    faultOrders = [:]
    calls = CountedCalls()
    generation += 1
    openAnswers.reset()
    observers.tell(0)
  }

  /// Decides on one request; exactly one exchange is recorded.
  ///
  /// - Throws: what SQLite says when the state could not be read or written.
  public func handle(_ request: Request) throws -> Handled {
    let now = clock.now
    if let known = known(request, now) { return try answerAgain(request, known, now) }
    return try store.exclusively { try decideAndRecord(request, now) }
  }

  private func decideAndRecord(_ request: Request, _ now: Instant) throws -> Handled {
    let parameters = RequestParameters(request)
    let endpoint = request.host == .files ? nil : OAuthEndpoint.of(request, parameters)
    let route = endpoint == nil ? catalog.route(method: request.decidedMethod, path: request.path) : nil
    let operation = endpoint?.operation(parameters) ?? route?.operation.name
    var exchange = UnwrittenExchange(
      request, parameters, operation: operation, route: route?.template.route, at: now)
    if endpoint == nil { exchange.company = CompanyNamed(request, route, directory).company }
    let hit = try hit(&exchange)
    let standing = try standing(request, exchange.company, now)
    if let hit, !hit.fault.reply.commits {
      exchange.decision = scripted(hit.fault, hit.call)
    } else {
      let decision = try decide(request, parameters, endpoint, route, standing, now)
      try commit(decision.changes)
      exchange.decision = decision
    }
    if exchange.decision != nil { exchange.own = OwnHeaders(requestID: ids.uuid(), standing: standing) }
    exchange.fault = hit.map {
      FaultPerformed(name: $0.fault.name, committed: $0.fault.reply.commits, delivered: $0.fault.reply.delivers)
    }
    try store.append(exchange)
    observers.tell(store.lastExchange)
    if hit == nil { try remember(exchange) }
    return Handled(
      answer: exchange.decision?.answer, own: exchange.own, fault: hit?.fault, number: store.lastExchange,
      generation: generation, at: now, grounds: exchange.decision?.grounds ?? .faultScripted)
  }

  /// What was decided on the same call before, where nothing that it rests on has changed since.
  private func known(_ request: Request, _ now: Instant) -> DecidedRead? {
    // Faults and limits count calls, so that no call is like the one before.
    guard !faults.areArmed, !profile.rateLimits.isEnforced else { return nil }
    return store.decided(request, at: now)
  }

  /// Remembers what was decided on a call that only reads, for as long as its token is good.
  private func remember(_ exchange: UnwrittenExchange) throws {
    guard let decision = exchange.decision, decision.isTimeless, decision.changes.isEmpty,
      case .known(let token) = try bearer(exchange.request)
    else { return }
    store.keep(
      DecidedRead(
        number: store.lastExchange, answer: decision.answer, grounds: decision.grounds, company: exchange.company,
        until: token.expiresAt),
      on: exchange.request)
  }

  /// Answers a call as it was answered before, but for what no two answers share.
  private func answerAgain(_ request: Request, _ known: DecidedRead, _ now: Instant) throws -> Handled {
    let own = OwnHeaders(requestID: ids.uuid(), standing: try standing(request, known.company, now))
    try store.append(RepeatedExchange(original: known.number, at: now, own: own))
    observers.tell(store.lastExchange)
    return Handled(
      answer: known.answer, own: own, number: store.lastExchange, generation: generation, at: now,
      grounds: known.grounds)
  }

  /// The fault that hits a call, with the call as it was matched.
  private func hit(_ exchange: inout UnwrittenExchange) throws -> (fault: Fault, call: Exchange)? {
    guard faults.areArmed && exchange.request.defect == nil else { return nil }
    exchange.user = try store.read { try person(behind: exchange.request, exchange.parameters, $0)?.login }
    let call = exchange.undecided { [clients, store, foreignSecrets] in
      // Signed texts are never the same twice, even where the seed and all that is signed are.
      if let foreign = foreignSecrets[$0], TokenSigner.id(of: $0) != $0 { return foreign }
      return (try? Self.name(of: $0, clients: clients, in: store)) ?? foreignSecrets[$0]
    }
    return faults.hit(call).map { ($0, call) }
  }

  /// Makes the changes of a decision, in one transaction.
  private func commit(_ changes: [Change]) throws {
    guard !changes.isEmpty else { return }
    try store.transaction { try $0.apply(changes) }
    if let changed = directory.making(changes) { directory = changed }
  }

  /// Keeps the text of a token that was signed, before anybody has it.
  public func keep(_ text: String, of answer: TokenAnswer) throws {
    try store.transaction { try $0.setText(text, ofAccessToken: answer.accessTokenID) }
  }

  // MARK: - Deciding

  private func decide(
    _ request: Request, _ parameters: RequestParameters, _ endpoint: OAuthEndpoint?, _ route: Catalog.Route?,
    _ standing: RateStanding?, _ now: Instant
  ) throws -> Decision {
    if let defect = request.defect { return RefuseDefect.decide(defect, endpoint, request, profile: profile) }
    if let endpoint { return try store.read { try decide(endpoint, request, parameters, $0, now) } }
    if request.host == .login { return PageNotFound.decision }
    if request.host == .files { return FileDownload.decide(request, profile: profile, now: now) }
    return try decide(request, route, standing, now)
  }

  private func decide(
    _ request: Request, _ route: Catalog.Route?, _ standing: RateStanding?, _ now: Instant
  ) throws -> Decision {
    let bearer = try bearer(request)
    var decision = Version2.shape(try decide(request, route, bearer, standing, now), of: request)
    if case .known(let token) = bearer, token.isGood(at: now) {
      decision.changes += token.confirmation(profile: profile, now: now)
    }
    return decision
  }

  private func decide(
    _ request: Request, _ route: Catalog.Route?, _ bearer: Call.Bearer, _ standing: RateStanding?,
    _ now: Instant
  ) throws -> Decision {
    var call = Call(request: request, route: route, token: bearer, baseURL: apiBaseURL(for: request))
    call.filesURL = filesURLs[request.environment] ?? ""
    if route == nil { call.groundsWithoutRoute = catalog.groundsWithoutRoute(path: request.path) }
    var directory = directory
    if case .known(let token) = bearer { directory = directory.seen(byApp: token.client) }
    if let standing, standing.isExceeded, case .known(let token) = bearer, token.isGood(at: now) {
      return RefuseRate.decide(call, standing, directory: directory, profile: profile, now: now)
    }
    switch PermitCall.decide(call, directory: directory, profile: profile, now: now) {
    case .failure(let refused): return refused.decision(action: route?.operation.action, profile: profile)
    case .success(let permit):
      let found = try store.find(AnswerCall.needs(permit, request, profile, now: now))
      return AnswerCall.decide(
        permit, call, found: found, directory: directory, profile: profile, now: now, ids: &ids)
    }
  }

  /// What a fault answers that keeps a call from being decided; nil where it answers nothing.
  private func scripted(_ fault: Fault, _ call: Exchange) -> Decision? {
    guard case .status(let status, let headers, let body) = fault.reply else { return nil }
    var decision = Decision(
      ScriptedAnswer.answer(status, headers: headers, body: body, call: call, profile: profile),
      because: .faultScripted)
    decision.about.user = call.user
    decision.about.company = call.company
    return decision
  }

  /// Counts a call of the API; who calls is looked up only where limits are enforced.
  private func standing(
    _ request: Request, _ company: Int64?, _ now: Instant
  ) throws -> RateStanding? {
    guard request.host == .api else { return nil }
    guard profile.rateLimits.isEnforced else { return calls.count(profile.rateLimits, now: now) }
    let caller = RefuseRate.caller(try bearer(request), company: company)
    return calls.count(for: caller, profile.rateLimits, now: now)
  }

  // MARK: - Facts

  func bearer(_ request: Request) throws -> Call.Bearer {
    guard let text = Call.bearerText(request) else { return .missing }
    guard let token = try store.accessToken(presentedAs: text, id: TokenSigner.id),
      // A token of one environment is nothing in another.
      client(token.client)?.environment == request.environment
    else { return .unknown }
    return .known(token)
  }

  /// The person for whom a request is made, by its token, its code or its browser; what faults are matched against.
  private func person(
    behind request: Request, _ parameters: RequestParameters, _ transaction: MockTransaction
  ) throws -> User? {
    if case .known(let token) = try bearer(request) {
      return token.user.flatMap { directory.user($0) }
    }
    if let token = try parameters["refresh_token"].flatMap({ try transaction.refreshToken($0) }) {
      return directory.user(token.user)
    }
    if let code = try parameters["code"].flatMap({ try transaction.code($0) }) { return directory.user(code.user) }
    return user(of: try BrowserSession.id(in: request).flatMap { try transaction.session($0) })
  }

  /// The name of a secret, if a text is one.
  private static func name(of text: String, clients: [Client], in store: MockStore) throws -> String? {
    guard text.utf8.count >= 16 else { return nil }
    if let index = clients.firstIndex(where: { $0.secret == text }) { return Self.secretName(index) }
    return try store.nameOfSecret(text, id: TokenSigner.id)
  }

  /// How the secret of an app is called; that of the app under test bears no number.
  static func secretName(_ index: Int) -> String { index == 0 ? "client-secret" : "client-secret#\(index + 1)" }
}
