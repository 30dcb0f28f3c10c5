import Testing

struct TextRuleTests {
  private func source(_ path: String, _ text: String) -> SwiftText { SwiftText(path: path, text) }

  private static let rules: [(TextRule, path: String)] = [
    (.deciding, "Sources/MockCore/Call.swift"),
    (.oneClock, "Sources/MockServer/Mock.swift"),
    (.monotonicClock, "Sources/MockServer/Mock.swift"),
    (.oneChance, "Sources/MockStore/Schema.swift"),
    (.chanceInTests, "Tests/StoreTests/SchemaTests.swift"),
    (.noSleep, "Tests/StoreTests/SchemaTests.swift"),
    (.noCrash, "Sources/dryfit/Run.swift"),
  ]

  @Test func `a finding says where, what and what instead`() {
    let text = "import Foundation\nlet now = Date()"
    #expect(
      TextRule.deciding.findings(in: source("Sources/MockCore/Call.swift", text)).map(\.description) == [
        "Sources/MockCore/Call.swift:2: error: \"Date()\" is banned in a deciding target, take an Instant"
      ])
  }

  @Test(arguments: rules.indices)
  func `each banned text is found in code, and only there`(_ index: Int) {
    let (rule, path) = Self.rules[index]
    for ban in rule.bans {
      let finding = Finding(
        path: path, line: 1, message: "\"\(ban.text)\" is banned \(rule.place), \(ban.advice)")
      #expect(rule.findings(in: source(path, "_ = a; x \(ban.text) a")).contains(finding))
      #expect(rule.findings(in: source(path, "let a = \"\(ban.text)\"  // not \(ban.text)")).isEmpty)
    }
  }

  @Test func `part of a longer name is not meant`() {
    let path = "Sources/MockCore/Call.swift"
    #expect(TextRule.deciding.findings(in: source(path, "fingerprint(a); Subprocess(b); asyncs")).isEmpty)
    #expect(TextRule.deciding.findings(in: source(path, "fingerprint(a); print(b)")).count == 1)
    #expect(TextRule.noSleep.findings(in: source(path, "asleep(1)")).isEmpty)
    #expect(TextRule.noSleep.findings(in: source(path, "clock.sleep(1)")).count == 1)
  }

  @Test func `a doing target may start processes and read files`() {
    let text = "FileManager.default; Process(a); print(b); Task { c }"
    #expect(TextRule.deciding.findings(in: source("Sources/dryfit/Run.swift", text)).isEmpty)
    #expect(TextRule.deciding.findings(in: source("Sources/Reports/XML.swift", text)).count == 4)
  }

  @Test func `the time of day is read in one file`() {
    let text = "Date()"
    #expect(TextRule.oneClock.findings(in: source("Sources/MockServer/MockClock.swift", text)).isEmpty)
    #expect(TextRule.oneClock.findings(in: source("Sources/MockServer/Mock.swift", text)).count == 1)
    #expect(TextRule.oneClock.findings(in: source("Sources/example-connector/Grant.swift", text)).isEmpty)
    #expect(TextRule.oneClock.findings(in: source("Tests/StoreTests/SchemaTests.swift", text)).isEmpty)
  }

  @Test func `an exception without use is one too many`() {
    let rule = TextRule(
      place: "here", covers: { _ in true }, bans: [BannedText("Date()", "")],
      exceptions: [.init(path: "a.swift", reason: "it is the clock"), .init(path: "b.swift", reason: "it was one")])
    let useless = rule.uselessExceptions(among: [source("a.swift", "Date()"), source("b.swift", "1")])
    #expect(
      useless.map(\.description) == ["b.swift:1: error: needs no exception (it was one), remove it"])
    #expect(rule.uselessExceptions(among: [source("a.swift", "Date()"), source("b.swift", "Date()")]).isEmpty)
  }

  @Test func `what decides reads no clock, no dice, no file, and starts nothing`() throws {
    expectNone(try Repository.current().swift.flatMap(TextRule.deciding.findings))
  }

  @Test func `the time of day comes from the mock's clock`() throws {
    expectNone(try Repository.current().swift.flatMap(TextRule.oneClock.findings))
  }

  @Test func `real time is measured in few places`() throws {
    expectNone(try Repository.current().swift.flatMap(TextRule.monotonicClock.findings))
  }

  @Test func `chance comes from one source`() throws {
    expectNone(try Repository.current().swift.flatMap(TextRule.oneChance.findings))
    expectNone(try Repository.current().swift.flatMap(TextRule.chanceInTests.findings))
  }

  @Test func `nothing sleeps`() throws {
    expectNone(try Repository.current().swift.flatMap(TextRule.noSleep.findings))
  }

  @Test func `nothing crashes on purpose`() throws {
    expectNone(try Repository.current().swift.flatMap(TextRule.noCrash.findings))
  }

  @Test func `every exception is of use`() throws {
    let sources = try Repository.current().swift
    expectNone(TextRule.all.flatMap { $0.uselessExceptions(among: sources) })
  }
}
