import JSONSource

/// What a command lists for programs.
enum Listing {
  /// Prints an object of this format, indented.
  static func show(_ members: JSONObject) {
    var object: JSONObject = ["format": 1]
    for member in members { object[member.key] = member.value }
    print(JSONValue.object(object).encoded(indent: 2))
  }
}
