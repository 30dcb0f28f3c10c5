import EvidenceLedger
import Foundation
import MockCore
import PromotionGate
import Testing

@testable import ScenarioRunner

/// The command is killed at a hundred moments, and the ledger is sound each time.
@Suite(.fewAtOnce)
struct KillTests {
  private static let number = SemanticVersion(major: 0, minor: 1, patch: 0)

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `wherever a run is killed, the ledger is sound and holds what was reported`(seed: UInt64) async throws {
    let project = try GatedProject()
    #expect(try await project.call("version", "create").status == 0)
    var moments = RandomMoments(seed: seed)
    let began = ContinuousClock.now
    #expect(try await project.call("run", "login/allow").status == 0)
    moments.longest = ContinuousClock.now - began
    var reported: Set<Int64> = [1]
    for attempt in 0..<20 {
      let moment = moments.next()
      let ended = try await project.call(["run", "login/allow"]) { send in
        await Self.pass(moment)
        try? send(.kill)
      }
      if let run = ended.output.firstMatch(of: /kept as run (\d+) of/) { reported.insert(Int64(run.output.1) ?? 0) }
      let ledger = try Ledger(file: project.files[".dryfit/ledger.sqlite"])
      #expect(try ledger.faults().isEmpty, "attempt \(attempt), killed at \(moment)")
      let kept = Set(try ledger.runs().map(\.number))
      #expect(kept.isSuperset(of: reported), "attempt \(attempt), killed at \(moment)")
      for run in kept { #expect(try ledger.evidence(ofRun: run).map { $0.history != nil } == [true]) }
    }
  }

  @Test(arguments: [4, 5] as [UInt64])
  func `wherever a promotion is killed, it is recorded whole or not at all`(seed: UInt64) async throws {
    let project = try await GatedProject.withOpenGate()
    #expect(try await project.call("key", "create").status == 0)
    let pristine = PristineLedger(project: project.files)
    try pristine.keep()
    var moments = RandomMoments(seed: seed)
    let began = ContinuousClock.now
    #expect(try await project.call("promote", "0.1.0", "--notes", "Syncs.").status == 0)
    moments.longest = ContinuousClock.now - began
    try check(project.files, wasReported: true)
    for _ in 0..<20 {
      try pristine.restore()
      let moment = moments.next()
      let ended = try await project.call(["promote", "0.1.0", "--notes", "Syncs."]) { send in
        await Self.pass(moment)
        try? send(.kill)
      }
      try check(project.files, wasReported: ended.output.contains("promoted: "))
    }
    try pristine.restore()
    #expect(try await project.call("promote", "0.1.0", "--notes", "Syncs.").status == 0)
  }

  private func check(_ project: Project, wasReported: Bool) throws {
    let ledger = try Ledger(file: project[".dryfit/ledger.sqlite"])
    #expect(try ledger.faults().isEmpty)
    let promotion = try ledger.promotion(of: Self.number)
    if wasReported { #expect(promotion != nil) }
    #expect(try ledger.versions().map(\.state) == [promotion == nil ? .readyForTesting : .promoted])
    guard FileManager.default.fileExists(atPath: project["release-0.1.0"]) else { return }
    let files = try #require(promotion).files
    for (name, text) in files { #expect(try project.text(of: "release-0.1.0/" + name) == text, "\(name)") }
  }

  /// Lets an amount of real time pass.
  private static func pass(_ moment: Duration) async {
    try? await Deadline.run(within: moment) { for await _ in AsyncStream<Never>.makeStream().stream {} }
  }
}

/// Moments between the start of a command and a little after its usual end; always the same for the same seed.
private struct RandomMoments {
  /// How long the command takes when nobody kills it.
  var longest = Duration.zero
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// Half of the moments lie in the last third, where things are written.
  mutating func next() -> Duration {
    let position = fraction()
    return longest * (fraction() < 0.5 ? position * 1.05 : 0.7 + position * 0.35)
  }

  /// A number from 0 to 1, of SplitMix64.
  private mutating func fraction() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
  }
}

/// A ledger as it was before a promotion.
private struct PristineLedger {
  let project: Project

  func keep() throws {
    try FileManager.default.copyItem(atPath: project[".dryfit"], toPath: project["pristine"])
  }

  /// Puts it back, and takes away what a promotion wrote.
  func restore() throws {
    let manager = FileManager.default
    for name in try manager.contentsOfDirectory(atPath: project.path) where name.hasPrefix("release-") {
      try manager.removeItem(atPath: project[name])
    }
    try manager.removeItem(atPath: project[".dryfit"])
    try manager.copyItem(atPath: project["pristine"], toPath: project[".dryfit"])
  }
}
