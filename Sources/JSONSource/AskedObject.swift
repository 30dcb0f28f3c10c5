/// What a reader asked of one object of a file.
public struct AskedObject: Sendable {
  /// The object's place in its file, as a JSON pointer.
  public let pointer: String
  /// The keys that were asked for; those of words that exclude each other only where they were there.
  public let keys: [String]
  /// The keys among them that must be there.
  public let required: [String]
}

/// The closed list in which a reader looked up one word of a file.
public struct AskedWord: Sendable {
  /// The word's place in its file, as a JSON pointer.
  public let pointer: String
  /// The words that are taken there.
  public let words: [String]
}
