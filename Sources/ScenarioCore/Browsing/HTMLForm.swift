import MockCore

/// A form on a page, as far as a scripted browser needs it.
public struct HTMLForm: Hashable, Sendable {
  /// A button that sends the form.
  public struct Button: Hashable, Sendable {
    /// The name and value that it adds; nil for a button without a name.
    public var adds: Parameter?
    /// What stands on it.
    public var label: String
  }

  /// Where it is sent; empty for the page's own address.
  public var action: String
  /// How it is sent, `GET` or `POST`.
  public var method: String
  /// Its fields with the values that stand in them.
  public var fields: [Parameter]
  /// Its buttons.
  public var buttons: [Button]

  /// Whether the form has a field of that name.
  public func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

  /// What is sent when these values were typed and that button pressed.
  public func filled(_ values: [String: String], pressing button: Button? = nil) -> [Parameter] {
    let typed = fields.map { Parameter($0.name, values[$0.name] ?? $0.value) }
    return typed + (button?.adds.map { [$0] } ?? [])
  }

  /// The forms of a page, in order.
  public static func all(in html: String) -> [HTMLForm] {
    var forms: [HTMLForm] = []
    var open: HTMLForm?
    var label: (button: Button, begins: String.Index)?
    for tag in HTMLTag.all(in: html) {
      switch tag.name {
      case "form":
        open = HTMLForm(
          action: tag.attributes["action"] ?? "", method: (tag.attributes["method"] ?? "get").uppercased(), fields: [],
          buttons: [])
      case "/form":
        if let form = open { forms.append(form) }
        open = nil
      case "input": open?.take(input: tag)
      case "button" where (tag.attributes["type"] ?? "submit").lowercased() == "submit":
        label = (Button(adds: tag.named, label: ""), tag.range.upperBound)
      case "/button":
        if case (var button, let begins)? = label {
          button.label = HTMLTag.text(of: html[begins..<tag.range.lowerBound])
          open?.buttons.append(button)
        }
        label = nil
      default: break
      }
    }
    return forms
  }

  private mutating func take(input tag: HTMLTag) {
    switch (tag.attributes["type"] ?? "text").lowercased() {
    case "submit", "image": buttons.append(Button(adds: tag.named, label: tag.attributes["value"] ?? ""))
    case "button", "reset": break
    case "checkbox", "radio":
      if tag.attributes["checked"] != nil, let name = tag.attributes["name"] {
        fields.append(Parameter(name, tag.attributes["value"] ?? "on"))
      }
    default:
      if let named = tag.named { fields.append(named) }
    }
  }
}

extension HTMLTag {
  /// The name and value of a control.
  fileprivate var named: Parameter? { attributes["name"].map { Parameter($0, attributes["value"] ?? "") } }
}
