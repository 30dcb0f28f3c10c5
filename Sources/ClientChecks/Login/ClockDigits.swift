import Foundation
import MockCore

/// Digits inside a text that come from a clock.
enum ClockDigits {
  /// The parts of a second that clocks count in.
  private static let units = [1, 1e3, 1e6, 1e9]
  /// The fewest digits that a clock shows: the seconds since 1970.
  private static let fewest = 10

  /// Whether digits read as the day of an instant, in seconds or in a smaller unit.
  static func isTime(_ digits: String, around instant: Instant) -> Bool {
    guard let number = UInt64(digits) else { return false }
    return units.contains { abs(Double(number) / $0 - Double(instant.seconds)) < 86_400 }
  }

  /// Where texts of the same length carry digits that read as the day of their instants, or that grow as fast as a
  /// clock does; nil where none do.
  static func range(in texts: [[Character]], at instants: [Instant]) -> Range<Int>? {
    guard let first = texts.first else { return nil }
    return runs(of: first).first { range in
      let parts = texts.map { String($0[range]) }
      guard parts.allSatisfy({ $0.allSatisfy(isDigit) }) else { return false }
      return zip(parts, instants).allSatisfy { isTime($0, around: $1) } || growsLikeAClock(parts, instants)
    }
  }

  /// The runs of digits that are long enough.
  private static func runs(of text: [Character]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for index in 0...text.count where index == text.count || !isDigit(text[index]) {
      if index - start >= fewest { runs.append(start..<index) }
      start = index + 1
    }
    return runs
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

  /// Whether numbers grow between instants by about as many units as passed, whatever their beginning.
  ///
  /// Zeros behind the count make the unit smaller, so that every power of ten is one.
  private static func growsLikeAClock(_ parts: [String], _ instants: [Instant]) -> Bool {
    let numbers = parts.compactMap(Double.init)
    guard numbers.count == instants.count else { return false }
    let rates = zip(zip(numbers, numbers.dropFirst()), zip(instants, instants.dropFirst())).map { pair, times in
      (pair.1 - pair.0) / Double(max(1, (times.1 - times.0).milliseconds))
    }
    guard rates.count >= 2, rates.allSatisfy({ $0 > 0 }) else { return false }
    let exponent = log10(rates.reduce(0, +) / Double(rates.count)).rounded()
    return rates.allSatisfy { abs(log10($0) - exponent) < 0.2 }
  }
}
