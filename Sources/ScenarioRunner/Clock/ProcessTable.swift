import Foundation

/// What the system tells of running processes, from `/proc`; elsewhere than on Linux nothing is known.
enum ProcessTable {
  /// One process.
  struct Process {
    let number: Int32

    /// The path of its program, as far as it is known.
    var program: String {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(number)/exe")) ?? "\(number)"
    }

    /// Whether a library is part of it; nil for a process that is ending or may not be looked at.
    func hasLoaded(_ library: String) -> Bool? {
      // To its end: at once, no more than a page is read of a file whose size nobody knows.
      let file = FileHandle(forReadingAtPath: "/proc/\(number)/maps")
      guard let bytes = try? file?.readToEnd(), !bytes.isEmpty else { return nil }
      return bytes.range(of: Data(library.utf8)) != nil
    }

    /// Whether the Go toolchain made its program; every such program carries this mark.
    var isGo: Bool {
      guard let bytes = try? Data(contentsOf: URL(filePath: "/proc/\(number)/exe"), options: .mappedIfSafe) else {
        return false
      }
      return bytes.range(of: Data("\u{FF} Go buildinf:".unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }))
        != nil
    }
  }

  /// The processes of groups, without those that have ended.
  static func processes(of groups: [Int32]) -> [Process] { states(of: groups).map { Process(number: $0.process) } }

  /// How much groups have computed so far, in ticks of the system; nil where that is not known.
  ///
  /// The count goes down when a process ends, which is a change like any other.
  static func ticks(of groups: [Int32]) -> Int? {
    #if os(Linux)
      states(of: groups).reduce(0) { $0 + $1.ticks + 1 }
    #else
      nil
    #endif
  }

  private static func states(of groups: [Int32]) -> [(process: Int32, ticks: Int)] {
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { Int32($0) } ?? []
    return numbers.compactMap { number in
      guard let stat = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
        let end = stat.lastIndex(of: ")")
      else { return nil }
      // The name stands in parentheses and may hold anything; behind it stand state, parent, group … utime, stime.
      let fields = stat[end...].dropFirst().split(separator: " ")
      guard fields.count > 12, fields[0] != "Z", Int32(fields[2]).map(groups.contains) == true else { return nil }
      return (number, (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0))
    }
  }
}
