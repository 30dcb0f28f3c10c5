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
  /// Its boxes that are not ticked, and the values that they would add.
  public var unticked: [Parameter]
  /// Its buttons.
  public var buttons: [Button]

  /// Whether the form has a field of that name.
  public func has(_ name: String) -> Bool { (fields + unticked).contains { $0.name == name } }

  /// What is sent when these values were typed and that button pressed; a value for an unticked box ticks it.
  public func filled(_ values: [String: String], pressing button: Button? = nil) -> [Parameter] {
    let typed = fields.map { Parameter($0.name, values[$0.name] ?? $0.value) }
    let ticked = unticked.filter { box in
      values[box.name] == box.value && !fields.contains { $0.name == box.name }
    }
    return typed + ticked + (button?.adds.map { [$0] } ?? [])
  }

  /// The forms of a page, in order.
  public static func all(in html: String) -> [HTMLForm] {
    var reading = FormReading(html: html)
    for tag in HTMLTag.all(in: html) { reading.take(tag) }
    return reading.forms
  }
}

/// The forms found so far while the tags of a page are read.
private struct FormReading {
  let html: String
  var forms: [HTMLForm] = []
  private var open: HTMLForm?
  private var button: (found: HTMLForm.Button, begins: String.Index)?
  private var text: (name: String, begins: String.Index)?
  private var choice: (name: String, value: String?)?

  init(html: String) {
    self.html = html
  }

  mutating func take(_ tag: HTMLTag) {
    switch tag.name {
    case "form":
      let method = (tag.attributes["method"] ?? "get").uppercased()
      open = HTMLForm(
        action: tag.attributes["action"] ?? "", method: method, fields: [], unticked: [], buttons: [])
    case "/form":
      if let form = open { forms.append(form) }
      open = nil
    case "input": take(input: tag)
    case "button" where (tag.attributes["type"] ?? "submit").lowercased() == "submit":
      button = (HTMLForm.Button(adds: tag.named, label: ""), tag.range.upperBound)
    case "/button": endButton(at: tag.range.lowerBound)
    case "textarea": text = tag.attributes["name"].map { ($0, tag.range.upperBound) }
    case "/textarea":
      if let (name, begins) = text {
        open?.fields.append(Parameter(name, HTMLTag.text(of: html[begins..<tag.range.lowerBound])))
      }
      text = nil
    case "select": choice = tag.attributes["name"].map { ($0, nil) }
    case "option": take(option: tag)
    case "/select":
      if case (let name, let value?)? = choice { open?.fields.append(Parameter(name, value)) }
      choice = nil
    default: break
    }
  }

  private mutating func endButton(at end: String.Index) {
    if case (var found, let begins)? = button {
      found.label = HTMLTag.text(of: html[begins..<end])
      open?.buttons.append(found)
    }
    button = nil
  }

  /// Where no option is selected, a browser shows and sends the first.
  private mutating func take(option tag: HTMLTag) {
    guard let (name, value) = choice else { return }
    if value == nil || tag.attributes["selected"] != nil { choice = (name, tag.attributes["value"] ?? "") }
  }

  private mutating func take(input tag: HTMLTag) {
    switch (tag.attributes["type"] ?? "text").lowercased() {
    case "submit", "image":
      open?.buttons.append(HTMLForm.Button(adds: tag.named, label: tag.attributes["value"] ?? "Submit"))
    case "button", "reset": break
    case "checkbox", "radio":
      guard let name = tag.attributes["name"] else { break }
      let box = Parameter(name, tag.attributes["value"] ?? "on")
      if tag.attributes["checked"] != nil { open?.fields.append(box) } else { open?.unticked.append(box) }
    default:
      if let named = tag.named { open?.fields.append(named) }
    }
  }
}

extension HTMLTag {
  /// The name and value of a control.
  fileprivate var named: Parameter? { attributes["name"].map { Parameter($0, attributes["value"] ?? "") } }
}
