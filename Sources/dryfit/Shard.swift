import ArgumentParser

/// One part of several of the scenarios, `2/4`: together the parts are all of them, and none is in two.
struct Shard: ExpressibleByArgument {
  /// Which part, from 1.
  let number: Int
  /// How many parts there are.
  let count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).compactMap { Int($0) }
    guard parts.count == 2, parts[1] >= 1, (1...parts[1]).contains(parts[0]) else { return nil }
    (number, count) = (parts[0], parts[1])
  }

  /// Every so many elements one, so that neighbours, which take about as long, go to different machines.
  func part<Element>(of all: [Element]) -> [Element] {
    all.enumerated().filter { $0.offset % count == number - 1 }.map(\.element)
  }
}
