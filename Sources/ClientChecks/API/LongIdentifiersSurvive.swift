import MockCore
import ScenarioCore

extension Check {
  static let longIdentifiers = Check(
    "api/ids-64-bit",
    promise: "Identifiers above 2^32 come back as they were given.",
    what: """
      Identifiers above 2^32 that Procore showed, and numbers in later paths and in the connector's answers that are \
      what is left of one in 32 bits, or its rounded or exponential form. What a double loses, above 2^53, only warns.
      """,
    why: "Newer regions of Procore have ids of fifteen digits. Cut to 32 bits they name another record, or none.",
    fix: "Keep identifiers in 64-bit integers or as texts, in the program, in the database and in what it prints.",
    advice: "Keep identifiers as 64-bit integers or texts everywhere.",
    clauses: ["Procore Multiple Procore Regions guide"]
  ) { history in
    let granted = history.apiCalls.filter { $0.grounds == .granted }
    let known = Set(granted.flatMap { $0.records + [$0.project, $0.company].compactMap(\.self) })
    let long = known.filter { $0 > 1 << 32 }
    guard !long.isEmpty else { return .notExercised("No identifier above 2^32 was shown.") }
    let harmed = LongIdentifiers(long: long, known: known)
    let calls = history.apiCalls.filter { call in
      call.status >= 400 && call.path.split(separator: "/").contains { harmed.origin(of: String($0)) != nil }
    }
    let answers = history.actions.flatMap { action in
      action.step.answers.flatMap { $0.body.split { !$0.isNumber } }.map(String.init)
        .filter { $0.count > 5 && harmed.isCut($0, amongThoseOf: action.read) }.map { (action.step.id, $0) }
    }
    let observations =
      Observation.grouped(calls) { _ in "A path names what is left of an identifier above 2^32." }
      + answers.prefix(1).map {
        Observation("The answer shows \($1), which is left of an identifier above 2^32.", step: $0)
      }
    guard observations.isEmpty else { return .found(observations) }
    let isUsed = history.apiCalls.contains { call in
      call.path.split(separator: "/").contains { Int64($0).map(long.contains) ?? false }
    }
    return isUsed ? .pass : .notExercised("No identifier above 2^32 was used.")
  }
}

/// What can become of long identifiers.
struct LongIdentifiers {
  /// The identifiers above 2^32.
  var long: Set<Int64>
  /// All identifiers that were shown.
  var known: Set<Int64>

  /// The identifier of which a text is what is left; nil for none.
  func origin(of text: String) -> Int64? {
    if let number = Int64(text) {
      return known.contains(number) || abs(number) < 1000 ? nil : long.first { Self.cuts(of: $0).contains(number) }
    }
    guard text.lowercased().contains("e"), let number = Double(text), number > 4_294_967_296 else { return nil }
    return long.first { abs(Double($0) - number) <= Double($0) / 1000 }
  }

  /// Whether digits are what is left of an identifier that was read, and are none themselves.
  func isCut(_ digits: String, amongThoseOf read: Set<Int64>) -> Bool {
    guard let number = Int64(digits), !known.contains(number) else { return false }
    return long.intersection(read).contains { Self.cuts(of: $0).contains(number) }
  }

  /// The low 32 bits with and without a sign, and the largest number that a clamp leaves.
  private static func cuts(of id: Int64) -> [Int64] {
    [Int64(UInt32(truncatingIfNeeded: id)), Int64(Int32(truncatingIfNeeded: id)), Int64(Int32.max)]
  }
}
