import MockCore
import ScenarioCore

/// One user action in which the API refused something although the access token was good and young.
struct RefusedAction {
  /// What was asked of the mock in it.
  var exchanges: [Exchange]
  /// The refusals, in order.
  var refusals: [Exchange]
  /// Where it happened.
  var history: History

  /// The refused actions of a history in which nothing was answered with 401.
  static func all(in history: History) -> [RefusedAction] {
    history.steps.filter { $0.verb == "do" && $0.actionCount == 1 }.compactMap { step in
      let inside = history.exchanges(of: step)
      guard !inside.contains(where: { $0.status == 401 }) else { return nil }
      let refusals = inside.filter { isRefusal($0) && $0.isSurelyHeard && isYoung($0, in: history) }
      return refusals.isEmpty ? nil : RefusedAction(exchanges: inside, refusals: refusals, history: history)
    }
  }

  /// A refusal, the refresh after it, and the same request with what the refresh brought.
  var provokedRefresh: (refusal: Exchange, refresh: Exchange, repetition: Exchange)? {
    for refresh in exchanges where refresh.isRefresh {
      let refusal = refusals.last { $0.number < refresh.number && history.grant(of: $0) == history.grant(of: refresh) }
      guard let refusal else { continue }
      let repetition = exchanges.first { later in
        later.number > refresh.number && RequestKey(later, in: history) == RequestKey(refusal, in: history)
          && later.presented.map(refresh.issued.contains) ?? false
      }
      if let repetition { return (refusal, refresh, repetition) }
    }
    return nil
  }

  /// Whether a connector was seen to refresh a young token although nothing had been refused in that step.
  static func refreshesUnasked(_ history: History) -> Bool {
    history.refreshes.contains { refresh in
      guard let token = history.newestAccessToken(before: refresh) else { return false }
      guard history.isInFirstHalf(token, at: refresh.at) else { return false }
      let step = history.step(of: refresh.number)
      let before = history.apiCalls.filter { call in
        call.number < refresh.number && call.number > step?.exchangesBefore ?? 0
      }
      return !before.contains { $0.status >= 400 }
    }
  }

  private static func isRefusal(_ exchange: Exchange) -> Bool {
    exchange.isAPI && (exchange.status >= 500 || [403, 404, 422, 429].contains(exchange.status))
  }

  private static func isYoung(_ exchange: Exchange, in history: History) -> Bool {
    exchange.presentedAccessToken.map { history.isInFirstHalf($0, at: exchange.at) } ?? false
  }
}

extension History {
  /// The newest access token of the grant that a refresh is for.
  fileprivate func newestAccessToken(before refresh: Exchange) -> String? {
    let grant = grant(of: refresh)
    let issuing = exchanges.last { $0.number < refresh.number && $0.grant == grant && $0.issuedAccessToken != nil }
    return issuing?.issuedAccessToken
  }

  /// Whether an access token had not lived half of the life that its answer had promised.
  fileprivate func isInFirstHalf(_ token: String, at instant: Instant) -> Bool {
    guard let issuing = issuing(token), let life = issuing.answer("expires_in")?.doubleValue else { return false }
    return Double((instant - issuing.at).milliseconds) < life * 1000 / 2
  }
}
