import MockCore
import ScenarioCore

extension Check {
  static let deadTokenNotUsed = Check(
    "expiry/dead-token-not-used",
    promise: "An access token that was answered with 401 is not used in a later user action.",
    what: """
      API requests with a token that had been answered with 401 before the user action began. It fails where the \
      connector held a newer token of the same grant, and warns where it had none and had not just failed to get one \
      for a passing reason. Requests that may have been under way do not count.
      """,
    why: """
      A dead token stays dead. Each use is a call wasted, counts as a 401 in Procore's Integration Health, and shows \
      that a part of the connector reads its token from somewhere else than the refresh writes it to.
      """,
    fix: "Keep the tokens of a grant in one place, write it at each refresh, and read it at each request.",
    advice: "Read the access token from the one store that a refresh writes to, at each request.",
    clauses: ["RFC 6750 section 3.1"]
  ) { history in
    let dead = DeadToken.all(in: history)
    guard !dead.isEmpty else { return .notExercised("No access token was answered with 401.") }
    let apiCalls = history.apiCalls
    let wasTested = dead.contains { token in
      apiCalls.contains { history.isLater($0, than: token.rejection) }
    }
    guard wasTested else { return .notExercised("No API call was made after the user action that met the 401.") }
    return .from(dead.compactMap { $0.observation(in: history) })
  }
}

/// An access token from its first 401 on.
struct DeadToken {
  /// The token, by ordinal.
  var name: String
  /// The first answer with 401.
  var rejection: Exchange

  /// The dead tokens of a history, in order.
  static func all(in history: History) -> [DeadToken] {
    var seen: Set<String> = []
    return history.apiCalls.filter(\.isTokenRejection).compactMap { call in
      guard let name = call.presentedAccessToken, seen.insert(name).inserted else { return nil }
      return DeadToken(name: name, rejection: call)
    }
  }

  func observation(in history: History) -> Observation? {
    let uses = history.apiCalls.filter {
      $0.presented == name && history.isLater($0, than: rejection) && !mayMeetRefresh($0, in: history)
    }
    let withNewer = uses.filter { newerToken(in: history, before: $0) != nil }
    if let first = withNewer.first, let newer = newerToken(in: history, before: first) {
      return Observation(
        "\(name) was used after it had been answered with 401, although the connector held \(newer).",
        exchanges: [rejection.number] + withNewer.map(\.number))
    }
    // A 401 that a scenario scripted does not make the token bad: with nothing newer at hand, trying it again is right.
    guard let first = uses.first, rejection.grounds != .faultScripted else { return nil }
    guard !failedForPassingReason(in: history, before: first) else { return nil }
    return Observation(
      "\(name) was used again in a later user action although it had been answered with 401.",
      exchanges: [rejection.number] + uses.map(\.number), severity: .warn)
  }

  /// Whether the refresh that the rejection of a call in the background leads to may have been under way at a use: no
  /// user action has gone by since.
  private func mayMeetRefresh(_ use: Exchange, in history: History) -> Bool {
    let actions = history.userActions
    let isOfAction = actions.contains {
      $0.exchangesBefore < rejection.number && $0.exchangesAfter >= rejection.number
    }
    return !isOfAction
      && !actions.contains { $0.exchangesBefore >= rejection.number && $0.exchangesAfter < use.number }
  }

  /// A later access token of the same grant that the connector certainly held before a use.
  private func newerToken(in history: History, before use: Exchange) -> String? {
    let dead = history.issuing(name)?.number ?? 0
    let grant = history.grant(of: rejection)
    let issuing = history.exchanges.last { answer in
      answer.number < use.number && answer.number > dead && answer.grant == grant
        && answer.issuedAccessToken != nil && answer.issuedAccessToken != name && history.held(answer, before: use)
    }
    return issuing?.issuedAccessToken
  }

  /// Whether the last attempt to get a newer token ended in anything but `invalid_grant`.
  private func failedForPassingReason(in history: History, before use: Exchange) -> Bool {
    let grant = history.grant(of: rejection)
    let attempts = history.refreshes.filter { $0.number < use.number && history.grant(of: $0) == grant }
    return attempts.last.map { !$0.isInvalidGrant || !$0.isSurelyHeard } ?? false
  }
}
