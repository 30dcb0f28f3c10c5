import MockCore
import ScenarioCore

extension Check {
  static let stateSent = Check(
    "login/state-sent",
    promise: "Every login carries a `state` of its own that nobody can guess.",
    what: """
      The `state` of each request for a login: present, at least 16 characters, another one for each login that came \
      back, not a time and not a counter; where three have the same length, at least 8 characters that change and are \
      no time. Where PKCE is used, a weak `state` only warns. A login whose code is typed in by hand needs none.
      """,
    why: """
      Without `state` a foreign page can finish a login in the user's browser, and the user then works with the \
      attacker's Procore account. Whether the connector compares it on the way back is for the scenarios to ask.
      """,
    fix: """
      Make at least 16 random characters for each login with a generator meant for secrets, keep them in the user's \
      session, and accept a callback only if it brings the same ones, once.
      """,
    advice: "Send a fresh random `state` of at least 16 characters with each login, and compare it on the way back.",
    clauses: ["RFC 6749 section 10.12", "RFC 9700 section 4.7"]
  ) { history in
    let logins = history.logins
    guard !logins.isEmpty else { return .notExercised("No login was begun that comes back through the browser.") }
    let guessed = logins.compactMap(StateOfLogins.weakness(of:)) + StateOfLogins.counters(in: logins)
    return .from(
      guessed + StateOfLogins.repetitions(in: logins) + (guessed.isEmpty ? StateOfLogins.sameness(in: logins) : []))
  }
}

/// What can be wrong with the `state` of some logins.
enum StateOfLogins {
  /// The fewest characters of a `state` that cannot be guessed.
  static let charactersNeeded = 16
  /// The fewest characters that change in a `state` that was drawn.
  static let changingNeeded = 8
  /// Two numbers closer than this were counted, not drawn.
  static let counterStep: UInt64 = 1000

  static func weakness(of login: Login) -> Observation? {
    guard let state = login.state else { return observation("The request for a login carries no `state`.", [login]) }
    guard state.count >= charactersNeeded else {
      let length = state.count == 1 ? "1 character" : "\(state.count) characters"
      return observation("`state` has \(length); it needs at least \(charactersNeeded).", [login])
    }
    guard !ClockDigits.isTime(state, around: login.request.at) else {
      return observation("`state` is the time of the login in digits, which can be guessed.", [login])
    }
    return nil
  }

  /// The same `state` in two logins that both came back: it was not made for one login.
  static func repetitions(in logins: [Login]) -> [Observation] {
    let returned = logins.filter { $0.returned && $0.state != nil }
    return Dictionary(grouping: returned, by: \.state).values.filter { $0.count > 1 }
      .sorted { $0[0].request.number < $1[0].request.number }
      .map { observation("The same `state` was sent with \($0.count) logins.", $0) }
  }

  /// Numbers that follow each other from login to login.
  static func counters(in logins: [Login]) -> [Observation] {
    let numbered = logins.compactMap { login in
      login.state.flatMap { UInt64($0) }.map { (login: login, number: $0) }
    }
    return zip(numbered, numbered.dropFirst()).compactMap { first, second in
      let distance = max(first.number, second.number) - min(first.number, second.number)
      guard distance > 0, distance < counterStep else { return nil }
      return observation("`state` is a number that is counted from login to login.", [first.login, second.login])
    }
  }

  /// States of which too little changes from login to login to have been drawn.
  static func sameness(in logins: [Login]) -> [Observation] {
    let distinct = logins.reduce(into: [Login]()) { kept, login in
      if login.state != nil, !kept.contains(where: { $0.state == login.state }) { kept.append(login) }
    }
    let states = distinct.map { Array($0.state ?? "") }
    guard states.count >= 3, let length = states.first?.count, length >= charactersNeeded,
      states.allSatisfy({ $0.count == length })
    else { return [] }
    let clock = ClockDigits.range(in: states, at: distinct.map(\.request.at))
    let changing = (0..<length).count { index in
      clock?.contains(index) != true && Set(states.map { $0[index] }).count > 1
    }
    guard changing < changingNeeded else { return [] }
    let change = changing == 0 ? "Nothing" : changing == 1 ? "1 character" : "\(changing) characters"
    return [
      observation(
        "\(change) of `state` \(changing < 2 ? "changes" : "change") from login to login"
          + (clock == nil ? "." : " beside the time of the login."), distinct)
    ]
  }

  private static func observation(_ message: String, _ logins: [Login]) -> Observation {
    Observation(
      message, exchanges: logins.map(\.request.number), severity: logins.allSatisfy(\.usesPKCE) ? .warn : nil)
  }
}
