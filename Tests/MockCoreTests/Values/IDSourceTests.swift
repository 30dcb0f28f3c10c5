import Testing

@testable import MockCore

/// The one source of chance.
struct IDSourceTests {
  private func sample(_ seed: UInt64) -> [String] {
    var ids = IDSource(seed: seed)
    return [ids.hex(64), ids.hex(32), ids.uuid(), String(ids.next())]
  }

  @Test func `the same seed gives the same identifiers`() {
    #expect(sample(7) == sample(7))
  }

  @Test func `another seed gives others, and one seed never the same twice`() {
    #expect(sample(7) != sample(8))
    var ids = IDSource(seed: 7)
    #expect(Set((0..<1000).map { _ in ids.hex(16) }).count == 1000)
  }

  @Test func `runs with the same seed have identifiers of their own by their names, always the same`() {
    let names = ["login/allow", "login/deny", "refresh/one-cycle [as=pat]", "refresh/one-cycle [as=rita]", ""]
    let seeds = names.map { IDSource.seed(7, of: $0) }
    #expect(seeds == names.map { IDSource.seed(7, of: $0) })
    #expect(Set(seeds + names.map { IDSource.seed(8, of: $0) } + [7]).count == 2 * names.count + 1)
  }

  @Test func `the generator is SplitMix64`() {
    var ids = IDSource(seed: 1_234_567)
    #expect(ids.next() == 6_457_827_717_110_365_317)
    #expect(ids.next() == 3_203_168_211_198_807_973)
  }

  @Test(arguments: [0, 1, 15, 16, 17, 64, 128])
  func `hexadecimal digits are as many as were asked for, and lower case`(count: Int) {
    var ids = IDSource(seed: 7)
    let text = ids.hex(count)
    #expect(text.count == count)
    #expect(text.allSatisfy { "0123456789abcdef".contains($0) })
  }

  @Test func `an identifier has the form of a UUID`() {
    var ids = IDSource(seed: 7)
    #expect(ids.uuid().split(separator: "-").map(\.count) == [8, 4, 4, 4, 12])
  }
}
