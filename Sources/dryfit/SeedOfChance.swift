/// The one place where chance enters: a seed for identifiers that must differ from run to run.
enum SeedOfChance {
  static func next() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}
