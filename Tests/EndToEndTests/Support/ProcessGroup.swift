import Foundation

@testable import ScenarioRunner

/// The processes that belong together because one of them started the others.
struct ProcessGroup {
  /// The number of the group, which is that of its first process.
  let number: Int32

  /// Waits until nobody is left; what was killed takes a moment to go.
  ///
  /// - Throws: when somebody is left for long.
  func waitUntilEmpty() async throws {
    try await Deadline.poll(within: .seconds(10)) { try members().isEmpty }
  }

  #if os(Linux)
    /// The numbers of its processes, without those that have ended and were not yet asked how.
    func members() throws -> [Int32] {
      try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter { process in
        guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        // The name stands in parentheses and may hold anything; behind it: state, parent, group.
        let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
        return fields.count > 3 && fields[1] != "Z" && fields[3] == "\(number)"
      }
    }
  #else
    /// The number of the group while it has processes.
    func members() throws -> [Int32] { kill(-number, 0) == 0 ? [number] : [] }
  #endif
}
