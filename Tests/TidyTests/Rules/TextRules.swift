extension TextRule {
  /// Decide or do, never both.
  static let deciding = TextRule(
    place: "in a deciding target",
    covers: { $0.kind == .deciding },
    bans: timesOfDay("take an Instant") + monotonicTimes("take an Instant")
      + chance("take an IDSource, or the value itself") + [
        BannedText("Calendar.current", "name the calendar"),
        BannedText("Locale.current", "name the locale"),
        BannedText("TimeZone.current", "name the time zone"),
        BannedText("FileManager", "take what the file says"),
        BannedText("FileHandle", "take what the file says"),
        BannedText("Data(contentsOf:", "take what the file says"),
        BannedText("String(contentsOf:", "take what the file says"),
        BannedText("String(contentsOfFile:", "take what the file says"),
        BannedText("ProcessInfo", "take the value"),
        BannedText("getenv(", "take the value"),
        BannedText("Process(", "return what is to be started"),
        BannedText("exit(", "return what was decided"),
        BannedText("print(", "return the text"),
        BannedText("URLSession", "return what is to be sent"),
        BannedText("Task {", "return a value"),
        BannedText("Task.detached", "return a value"),
        BannedText("async", "a decision waits for nothing"),
      ])

  /// One clock: the time of day comes from the mock's.
  static let oneClock = TextRule(
    place: "outside of the one clock",
    covers: { $0.kind == .doing },
    bans: timesOfDay("ask the MockClock"),
    exceptions: [
      Exception(path: "Sources/MockServer/MockClock.swift", reason: "the clock itself")
    ])

  /// Real time bounds how long something foreign may hang, and is told in reports; nothing is decided by it.
  static let monotonicClock = TextRule(
    place: "outside of the files that may measure real time",
    covers: { $0.kind == .doing },
    bans: monotonicTimes("ask the MockClock"),
    exceptions: [
      Exception(
        path: "Sources/ScenarioRunner/JudgeRun.swift", reason: "a report says how many real seconds a scenario took"),
      Exception(path: "Sources/dryfit-bench/Stopwatch.swift", reason: "what is measured is real time"),
    ])

  /// One source of chance, with a seed that is printed and can be given.
  static let oneChance = TextRule(
    place: "outside of the one source of chance",
    covers: { $0.kind != nil },
    bans: chance("ask the IDSource"),
    exceptions: [
      Exception(
        path: "Sources/example-connector/PendingLogins.swift",
        reason: "a real connector's state must be one that nobody can guess"),
      Exception(path: "Sources/dryfit/SeedOfChance.swift", reason: "the seed, where none is given"),
    ])

  /// A test that rolls dice fails on some days only; a UUID in the name of a temporary folder decides nothing.
  static let chanceInTests = TextRule(
    place: "in a test",
    covers: { $0.file.isBelow("Tests") },
    bans: chance("use a generator with a seed").filter { $0.text != "UUID()" })

  /// Wait for something that can be observed.
  static let noSleep = TextRule(
    place: "everywhere",
    covers: { _ in true },
    bans: ["Task.sleep", "Thread.sleep", "sleep(", "usleep(", "nanosleep(", "sleepForTimeInterval("].map {
      BannedText($0, "wait for something that can be observed")
    })

  /// Bad input never ends the process, and no check of the compiler is switched off.
  static let noCrash = TextRule(
    place: "everywhere",
    covers: { _ in true },
    bans: [
      BannedText("try!", "handle the error"),
      BannedText("as!", "use as? and say what was expected"),
      BannedText("fatalError(", "throw an error that has a place and a next step"),
      BannedText("@unchecked Sendable", "use a value, an actor or a lock"),
      BannedText("nonisolated(unsafe)", "use a value, an actor or a lock"),
    ])

  static let all = [deciding, oneClock, monotonicClock, oneChance, chanceInTests, noSleep, noCrash]

  private static func timesOfDay(_ advice: String) -> [BannedText] {
    [
      "Date()", "Date.now", "Date.init()", "Date(timeIntervalSinceNow", "timeIntervalSinceNow", "= .now",
      "gettimeofday(", "CLOCK_REALTIME", "time(nil)",
    ].map { BannedText($0, advice) }
  }

  private static func monotonicTimes(_ advice: String) -> [BannedText] {
    ["ContinuousClock", "SuspendingClock", "DispatchTime", "NIODeadline.now", "CLOCK_MONOTONIC", "systemUptime"].map {
      BannedText($0, advice)
    }
  }

  private static func chance(_ advice: String) -> [BannedText] {
    ["UUID()", "SystemRandomNumberGenerator", ".random(", ".randomElement(", ".shuffled(", ".shuffle("].map {
      BannedText($0, advice)
    }
  }
}
