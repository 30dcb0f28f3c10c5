import Foundation

/// What Procore's error answers say, in whichever of their shapes.
extension Answer {
  /// The body as text.
  var text: String { String(decoding: body, as: UTF8.self) }

  /// Whether the body is JSON.
  var isJSON: Bool { (try? JSONSerialization.jsonObject(with: body, options: .fragmentsAllowed)) != nil }

  /// Whether `errors` is there and no list.
  var hasErrorsBesidesList: Bool {
    let object = try? JSONSerialization.jsonObject(with: body) as? [String: Any]
    return object.map { $0["errors"] != nil && !($0["errors"] is [Any]) } ?? false
  }

  /// "App is not connected to this company.", with or without the full stop.
  var saysNotInstalled: Bool {
    String(decoding: body.prefix(4096), as: UTF8.self).contains("App is not connected")
  }

  /// In seconds; nil without a `Retry-After`, and for its form as a date.
  var retryAfter: Int? {
    headers["retry-after"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The texts of `errors` (list, object or text), `message` or `error`; nil where there is none.
  var errorMessage: String? {
    guard let object = try? JSONSerialization.jsonObject(with: body) as? [String: Any] else { return nil }
    let texts = ["errors", "message", "error"].flatMap { Self.texts(object[$0]) }
    return texts.isEmpty ? nil : String(texts.joined(separator: "; ").prefix(500))
  }

  private static func texts(_ value: Any?) -> [String] {
    switch value {
    case let text as String: [text]
    case let list as [Any]: list.flatMap { texts($0) }
    case let object as [String: Any]:
      object.sorted { $0.key < $1.key }.flatMap { entry in texts(entry.value).map { "\(entry.key): \($0)" } }
    default: []
    }
  }
}
